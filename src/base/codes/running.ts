/** Locks, records and the end of a run. Ids are never given twice and never change. */
import type { Pages } from './page.ts';

export const running = {
  locked: {
    id: 'CS6001',
    title: 'Another process holds the lock',
    cause: 'Two processes must not write to one instance at a time, and another apply or watch has the lock.',
    example: ['connect-sync apply     # while a watch runs'],
    fix: 'Wait until it ends. If its machine is gone, free the lock with connect-sync unlock.',
  },
  'lock-lost': {
    id: 'CS6002',
    title: 'The lock was lost during the run',
    cause: 'The lock could not be renewed or was taken by somebody, so nothing more was begun.',
    example: ['error: ... the lock ... (the state folder was deleted)'],
    fix: 'Find out who has the lock now, and apply again.',
  },
  'record-lost': {
    id: 'CS6003',
    title: 'The record of the run cannot be written any more',
    cause: 'The disk is full or gone. Nothing more was begun that the record would not tell of.',
    example: ['error: The record of this run cannot be kept. ...'],
    fix: 'Make room, and apply again.',
  },
  interrupted: {
    id: 'CS6004',
    title: 'The run was interrupted',
    cause: 'SIGINT (Ctrl+C) or SIGTERM ended it. Changes that were under way were finished first.',
    example: ['connect-sync apply     # then Ctrl+C'],
    fix: 'Apply again; it does what is left.',
  },
  deadline: {
    id: 'CS6005',
    title: 'The given time is over',
    cause: 'The time that --deadline gives has passed before everything was done.',
    example: ['connect-sync apply --deadline 5m'],
    fix: 'Apply again, or give more time.',
  },
  output: {
    id: 'CS6006',
    title: 'Results cannot be printed any more',
    cause: 'The terminal or the program that reads the output has gone, so nothing more was begun.',
    example: ['connect-sync apply --format json | head -1'],
    fix: 'Read the output to its end, or write it to a file.',
  },
  unexpected: {
    id: 'CS6007',
    title: 'Something went wrong that connect-sync did not foresee',
    cause: 'This is a defect of connect-sync.',
    example: ['error: Unexpected: TypeError: ...'],
    fix: 'Report it with the lines that follow the message.',
  },
  'no-state-folder': {
    id: 'CS6008',
    title: 'There is no state folder',
    cause: 'The command reads what earlier runs have left, and the folder is not there or has no default.',
    example: ['connect-sync runs --state-dir /var/lib/conect-sync'],
    fix: 'Correct --state-dir, or apply once to make the folder.',
  },
  'state-dir-unusable': {
    id: 'CS6009',
    title: 'The state folder cannot be used',
    cause: 'Records and locks cannot be written there: the folder is missing, read-only, or belongs to somebody else.',
    example: ['connect-sync apply --state-dir /var/lib/connect-sync'],
    fix: 'Make the folder writable for the user that runs connect-sync, or name another one.',
  },
  'cannot-listen': {
    id: 'CS6010',
    title: 'The status page cannot be served',
    cause: 'The address or port is in use, or may not be used.',
    example: ['connect-sync watch --listen 127.0.0.1:80'],
    fix: 'Choose another port with --listen.',
  },
  'too-many-open-files': {
    id: 'CS6011',
    title: 'The system lets connect-sync open no more files',
    cause: 'Files and connections count against a limit of the process, which is set too low, or of the whole machine.',
    example: ['error: Too many files are open; raise the limit (ulimit -n 1024) and try again.'],
    fix: 'Raise the limit with `ulimit -n 1024` in the shell that starts connect-sync, or LimitNOFILE of a systemd unit.',
  },
} satisfies Pages;
