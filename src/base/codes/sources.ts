/** Exports of an HR system: their files and whether they are whole. Ids are never given twice and never change. */
import type { Pages } from './page.ts';

export const sources = {
  'source-not-found': {
    id: 'CS3001',
    title: 'An export does not exist',
    cause: 'The file of a source is not there. Its path is relative to the file that names it.',
    example: ['sources: [{ file: exports/workday.jsn }]'],
    fix: 'Correct the path, or have the export delivered there.',
  },
  'source-outside': {
    id: 'CS3002',
    title: "An export lies outside the configuration's folder",
    cause: 'The file of a source leads out of the folder of the main file.',
    example: ['sources: [{ file: /mnt/hr/workday.json }]'],
    fix: 'Move the export there, or allow this with --allow-outside-includes.',
  },
  'unknown-export': {
    id: 'CS3003',
    title: 'The kind of an export is not known',
    cause: 'The name of the file ends neither in .json nor in .yaml nor in .csv.',
    example: ['sources: [{ file: people.xlsx }]'],
    fix: 'Export as CSV or JSON.',
  },
  'json-syntax': {
    id: 'CS3004',
    title: 'A file is not valid JSON',
    cause:
      'The text breaks a rule of JSON, or ends before it is complete. An export that was broken off looks like this.',
    example: ['{ "Report_Entry": [ { "Employee_ID": "1" }'],
    fix: 'Have the export made again, or correct the place that the message points at.',
  },
  'no-records': {
    id: 'CS3005',
    title: 'An export has no list of records',
    cause: 'The path under records does not lead to a list.',
    example: ['sources: [{ file: workday.json, records: Report_Entries }]'],
    fix: 'Correct records; the message says what is there instead.',
  },
  'record-shape': {
    id: 'CS3006',
    title: 'A record is not a map of fields',
    cause: 'The list of records holds a text, a number or a list.',
    example: ['{ "Report_Entry": ["Jane", "John"] }'],
    fix: 'Correct records so that it leads to a list of maps.',
  },
  'csv-empty': {
    id: 'CS3007',
    title: 'A CSV file has no header',
    cause: 'The file has no line that names its columns.',
    example: ['(an empty file)'],
    fix: 'Have the export made again with a header.',
  },
  'csv-fields': {
    id: 'CS3008',
    title: 'A CSV row has another number of fields than the header',
    cause: 'Usually a value with the delimiter in it is not quoted, or the file ends in the middle of a row.',
    example: ['username,city', 'jane.doe,Dublin, Ireland'],
    fix: 'Quote the value: "Dublin, Ireland".',
  },
  'csv-quote': {
    id: 'CS3009',
    title: 'A quote in a CSV file is not well-formed',
    cause: 'A quote opens and is never closed, or stands within a value that is not quoted.',
    example: ['username,name', 'jane.doe,"Jane Doe'],
    fix: 'Write values with quotes in quotes, and each quote in them twice.',
  },
  'csv-delimiter': {
    id: 'CS3010',
    title: 'The delimiter of a CSV file is not clear',
    cause: 'The header has two possible delimiters equally often.',
    example: ['name;first,last'],
    fix: 'Say which one separates columns: delimiter: ";" in the source.',
  },
  'csv-duplicate-column': {
    id: 'CS3011',
    title: 'A CSV file has a column twice',
    cause: 'Two columns of the header have one name, so ${Name} would be either.',
    example: ['name,name'],
    fix: 'Rename one of the columns in the export.',
  },
  'wrong-encoding': {
    id: 'CS3012',
    title: 'An export is not in the encoding that its source names',
    cause: 'A byte of the file means nothing in that encoding.',
    example: ['sources: [{ file: people.csv, encoding: windows-1252 }]'],
    fix: 'Correct encoding, or remove it where the export is UTF-8.',
  },
  'is-utf8': {
    id: 'CS3013',
    title: 'An export is UTF-8, and its source names another encoding',
    cause: 'Letters with accents would come out wrong.',
    example: ['sources: [{ file: people.csv, encoding: windows-1252 }]     # now saved as UTF-8'],
    fix: 'Remove encoding from the source.',
  },
  'spreadsheet-damage': {
    id: 'CS3014',
    title: 'A spreadsheet has damaged a value',
    cause:
      'Values such as 1.2E+11, #N/A, or a formula are what a spreadsheet makes of numbers and names when a CSV file is opened and saved.',
    example: ['employee,phone', '00123,4.42079E+11'],
    fix: 'Have the export made anew, and do not save it in a spreadsheet. Format such columns as text.',
  },
  'unknown-field': {
    id: 'CS3015',
    title: 'No record has a field',
    cause: 'An expression or condition names a field that is in no record: misspelt, or the HR system has renamed it.',
    example: ['user: { username: "${Work_Emial}" }'],
    fix: "Correct the field; the message names the nearest one. For a field that is often absent write ${Field|default:''}.",
  },
  'empty-field': {
    id: 'CS3016',
    title: 'A field is empty that expect.fields wants',
    cause: 'The source says that each record has it, and one has not.',
    example: ['expect: { fields: [Employee_ID, Work_Email] }'],
    fix: 'Correct the record in the HR system, or leave the field out of expect.fields.',
  },
  'lost-column': {
    id: 'CS3017',
    title: 'A column has become empty',
    cause:
      'Many people who have a value in Amazon Connect have none in the export. A column may have been lost or renamed.',
    example: ['Cost_Centre is empty in each of 5,000 records'],
    fix: 'Have the export repaired. Where it is meant, raise expect.blanks.',
  },
  'too-few-records': {
    id: 'CS3018',
    title: 'An export has fewer records than expected',
    cause: 'It is shorter than expect.minRecords, so it may have been broken off or filtered.',
    example: ['expect: { minRecords: 1000 }     # the file has 12'],
    fix: 'Have the export made again, or lower the number.',
  },
  'stale-export': {
    id: 'CS3019',
    title: 'An export is too old',
    cause: 'It was made longer ago than expect.maxAge allows: its delivery may have stopped.',
    example: ['expect: { maxAge: 2d, exportedAt: Report_Date }'],
    fix: 'Deliver a new export, or raise expect.maxAge.',
  },
  'no-export-time': {
    id: 'CS3020',
    title: 'The age of an export cannot be told',
    cause:
      'To check expect.maxAge, the time at which the export was made must be at the path expect.exportedAt. There is none that can be read.',
    example: ['expect: { maxAge: 2d }'],
    fix: 'Add expect.exportedAt with the path to the time, or remove expect.maxAge.',
  },
} satisfies Pages;
