import { expect, test } from 'vitest';
import { foldersIn } from '../../src/keep/folders.ts';

test.each([
  ['in the home', { HOME: '/h' }, {}, { state: '/h/.local/state/connect-sync', cache: '/h/.cache/connect-sync' }],
  [
    'where XDG says',
    { HOME: '/h', XDG_STATE_HOME: '/s', XDG_CACHE_HOME: '/c' },
    {},
    { state: '/s/connect-sync', cache: '/c/connect-sync' },
  ],
  ['where the user says', { HOME: '/h' }, { stateDir: '/a', cacheDir: 'b' }, { state: '/a', cache: 'b' }],
  ['nowhere without a home', {}, {}, {}],
  ['nowhere in a home that is empty', { HOME: '' }, {}, {}],
])('folders are %s', (_, env, chosen, expected) => {
  expect(foldersIn(env, chosen)).toEqual(expected);
});
