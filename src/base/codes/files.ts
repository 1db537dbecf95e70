/** Files that cannot be opened, and text that is not YAML. Ids are never given twice and never change. */
import type { Pages } from './page.ts';

export const files = {
  'file-not-found': {
    id: 'CS1001',
    title: 'A file does not exist',
    cause: 'The configuration file named with -f, or a file that another one includes, is not there.',
    example: ['connect-sync plan -f conect-sync.yaml'],
    fix: 'Correct the path; it is relative to the current folder for -f, and to the including file for include.',
  },
  'not-a-file': {
    id: 'CS1002',
    title: 'A folder stands where a file is expected',
    cause: 'A path that has to be a file is a folder.',
    example: ['connect-sync validate -f people/'],
    fix: 'Name a file in the folder, or include its files with a pattern such as people/*.yaml.',
  },
  'unreadable-file': {
    id: 'CS1003',
    title: 'A file or folder cannot be read',
    cause: 'The operating system refuses to open it: the permissions forbid it, or the disk or network drive fails.',
    example: ['chmod 000 people/emea.yaml && connect-sync validate'],
    fix: 'Give the user that runs connect-sync the right to read the file and all folders above it.',
  },
  'not-utf8': {
    id: 'CS1004',
    title: 'A file is not text in UTF-8',
    cause: 'The file holds bytes that are not UTF-8. Excel and older HR systems often write windows-1252 instead.',
    example: ['sources:', '  - file: people.csv      # saved by Excel as "CSV", not as "CSV UTF-8"'],
    fix: 'Save the file as UTF-8. For an export that comes so every day, say encoding: windows-1252 in its source.',
  },
  'file-too-large': {
    id: 'CS1005',
    title: 'A file is larger than 64 MiB',
    cause: 'One file exceeds what connect-sync reads, so that a wrong path cannot fill the memory.',
    example: ['include: [everything.yaml]     # 90 MiB'],
    fix: 'Split the file into several and include them.',
  },
  'empty-file': {
    id: 'CS1006',
    title: 'A file is empty',
    cause:
      'The file has no content but blanks and comments, so it is no configuration and no export. An export that broke off looks like this.',
    example: ['# people of EMEA'],
    fix: 'Write the content into the file, take its name out of include, or have the export written again.',
  },
  'too-many-files': {
    id: 'CS1007',
    title: 'The configuration has too many or too large files',
    cause:
      'Patterns under include match more files than connect-sync reads, or all files together exceed 256 MiB. Usually a pattern is too wide.',
    example: ['include: ["**/*.yaml"]     # matches node_modules as well'],
    fix: 'Name the folder that is meant: people/*.yaml.',
  },
  'include-matches-nothing': {
    id: 'CS1008',
    title: 'A pattern under include matches no file',
    cause: 'No file is there by that name or pattern. Without this error a whole team would be missing from the plan.',
    example: ['include: [peple/*.yaml]'],
    fix: 'Correct the pattern, which is relative to the file it stands in, or remove it.',
  },
  'include-outside': {
    id: 'CS1009',
    title: "An included file lies outside the configuration's folder",
    cause:
      'The pattern leads out of the folder of the main file, also by a symbolic link. Whoever may change the configuration could otherwise read any file of the machine.',
    example: ['include: [../../shared/roles.yaml]'],
    fix: 'Move the file into the folder, or allow this with --allow-outside-includes.',
  },
  'include-refused': {
    id: 'CS1010',
    title: 'A pattern under include cannot be used',
    cause: 'The pattern is too long, stands for too many patterns, or climbs with ".." after a wildcard.',
    example: ['include: ["people/*/../*.yaml"]'],
    fix: 'Write a simpler pattern that names the folder.',
  },
  'merge-conflict': {
    id: 'CS1011',
    title: 'A file contains the marks of a merge conflict',
    cause: 'Git has left both sides of a conflict in the file, and nobody has chosen yet.',
    example: ['<<<<<<< HEAD', '  - username: jane.doe', '======='],
    fix: 'Choose one of the sides, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>.',
  },
  'multiple-documents': {
    id: 'CS1012',
    title: 'A YAML file holds several documents',
    cause:
      'A line --- begins a second document. connect-sync reads one document per file, so the second would be ignored.',
    example: ['version: 1', '---', 'users: []'],
    fix: 'Put what follows --- into a file of its own, and include it.',
  },
  'yaml-syntax': {
    id: 'CS1013',
    title: 'A file is not valid YAML',
    cause:
      'The text breaks a rule of YAML: indentation, a missing colon, an unclosed quote or bracket. A value that begins with ${ and holds a colon or quote often needs quotes.',
    example: ['users:', '  - username: jane.doe', '   role: agent'],
    fix: 'Correct the place that the message points at; an editor that knows YAML marks it.',
  },
  'yaml-alias': {
    id: 'CS1014',
    title: 'A YAML alias cannot be resolved',
    cause:
      'An alias *name has no anchor &name above it, stands inside the value that it names, or the aliases of the file stand for too many values.',
    example: ['roles:', '  agent: *standard'],
    fix: 'Write the anchor before the alias, or use a role instead.',
  },
  'yaml-merge': {
    id: 'CS1015',
    title: 'A YAML merge key takes a map or a list of maps',
    cause: 'The value of << is something else than a map, or a list with something else than maps in it.',
    example: ['roles:', '  lead: { <<: agent, securityProfiles: [Lead] }'],
    fix: 'Write an alias of a map: <<: *agent.',
  },
  'yaml-tag': {
    id: 'CS1016',
    title: 'A YAML tag cannot be used',
    cause: 'The value carries a tag (!something) that connect-sync does not know, or that does not suit the value.',
    example: ['users:', '  - username: !secret jane'],
    fix: 'Remove the tag and write the value itself.',
  },
  'duplicate-key': {
    id: 'CS1017',
    title: 'A key is there twice',
    cause:
      'A map in a YAML file has the same key twice; one of the two values would silently win. In an export: two records have the same key, so they would be one person.',
    example: ['- username: jane.doe', '  role: agent', '  role: lead'],
    fix: 'Remove one of the two. For records: leave one out with where, say which one counts with duplicates, or make the keys of two HR systems differ, such as key: a-${Employee_ID}.',
  },
  'forbidden-key': {
    id: 'CS1018',
    title: 'The key __proto__ is not allowed',
    cause: 'A map or the header of an export has the name __proto__, which means something else to JavaScript.',
    example: ['tags: { __proto__: x }'],
    fix: 'Give the key or column another name.',
  },
} satisfies Pages;
