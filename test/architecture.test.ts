/** Who may import whom. The tables below are the architecture; the rest of this file compares src with them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Whether all of a module may be used, or `import type` only. */
type Use = 'all' | 'types';

/** Folder -> what of src it may import: a folder, or one file of it. Its own files it always may. */
const folders: { readonly [folder: string]: { readonly [target: string]: Use } } = {
  base: {},
  plan: { base: 'all' },
  connect: { base: 'all' },
  kinds: { base: 'all', plan: 'all', 'connect/port.ts': 'types' },
  config: { base: 'all', plan: 'all', kinds: 'all' },
  reconciler: { base: 'all', plan: 'all', kinds: 'all', 'connect/port.ts': 'types' },
  keep: { base: 'all', plan: 'all', reconciler: 'types' },
  watch: { base: 'all', plan: 'all', reconciler: 'all', 'connect/port.ts': 'types' },
  report: { base: 'all', plan: 'all', kinds: 'all', reconciler: 'all', keep: 'types', 'watch/status.ts': 'types' },
  status: {
    ...{ base: 'all', plan: 'all', kinds: 'all', report: 'all', reconciler: 'types' },
    ...{ watch: 'types', notices: 'types', 'connect/port.ts': 'types' },
  },
  notices: {
    ...{ base: 'all', plan: 'all', kinds: 'all', report: 'all', reconciler: 'types' },
    ...{ watch: 'types', 'connect/port.ts': 'types' },
  },
  emulator: {},
  app: {
    ...{ base: 'all', plan: 'all', kinds: 'all', config: 'all', connect: 'all', notices: 'all' },
    ...{ reconciler: 'all', report: 'all', keep: 'all', watch: 'all', status: 'all' },
  },
  cli: {
    ...{ base: 'all', plan: 'all', app: 'all', report: 'all', emulator: 'all', kinds: 'all', config: 'all' },
    ...{ connect: 'all', reconciler: 'all', keep: 'all', watch: 'all', status: 'all' },
  },
};

/** Package -> who may import it: a folder, or a file of the root. A package that is not here may be imported by nobody. */
const packages: { readonly [name: string]: { readonly [folder: string]: Use } } = {
  '@aws-sdk/client-connect': { connect: 'all', emulator: 'all', kinds: 'types' },
  '@smithy/*': { connect: 'all', emulator: 'all' },
  ajv: { config: 'all', emulator: 'all' },
  'any-ascii': { config: 'all' },
  commander: { cli: 'all' },
  croner: { config: 'all', watch: 'all' },
  'iconv-lite': { config: 'all' },
  'js-yaml': { config: 'all' },
  leven: { base: 'all' },
  'p-queue': { reconciler: 'all' },
  'string-width': { report: 'all', cli: 'all' },
  tinyqueue: { plan: 'all', reconciler: 'all' },
  winston: { cli: 'all' },
  yaml: { config: 'all' },
  'node:crypto': {
    app: 'all',
    plan: 'all',
    keep: 'all',
    notices: 'all',
    reconciler: 'all',
    report: 'all',
    emulator: 'all',
  },
  'node:events': { cli: 'all', app: 'all' },
  'node:fs': { config: 'all', keep: 'all', app: 'all', emulator: 'all' },
  'node:fs/promises': { config: 'all', keep: 'all', app: 'all', cli: 'all', emulator: 'all' },
  'node:http': { status: 'all', emulator: 'all' },
  'node:net': { app: 'all', config: 'all', status: 'all', emulator: 'all' },
  'node:os': { cli: 'all', app: 'all' },
  'node:path': { config: 'all', keep: 'all', app: 'all', cli: 'all' },
  'node:readline/promises': { cli: 'all' },
  'node:timers/promises': { app: 'all' },
  'node:url': { config: 'all', kinds: 'all', cli: 'all' },
  'node:v8': { app: 'all' },
  'node:vm': { app: 'all' },
  'node:util': { report: 'all', cli: 'all' },
};

/** Beside src: file or folder -> folders that may import it. */
const outside: { readonly [target: string]: readonly string[] } = {
  'package.json': ['app'],
  schemas: ['config', 'emulator'],
};

/** Time and the process are ports. Only who builds the real ones may touch them, and the emulator, which is a program. */
const globals = /(?<![\w.$])(?:Date\.now|new Date\(\)|performance\.|setTimeout|setInterval|process\.|console\.)/g;
/** Folders and files that build the real ports. */
const machine = /^(?:cli\/|main\.ts$|app\/machine\/)/;
/** Runs in the browser of a reader of the status page, where time is the reader's. */
const inBrowser = 'status/page/script.ts';
const emulatorsOwn = /(?<![\w.$])(?:(?<!\?\? )Date\.now|new Date\(\)|performance\.|setInterval|process\.|console\.)/g;

interface Import {
  readonly target: string;
  readonly use: Use;
}

/** Every import of a file: static, for types, re-exported, and dynamic. */
function importsOf(text: string): readonly Import[] {
  const code = withoutComments(text);
  const fixed = [...code.matchAll(/^\s*(?:import|export)\s+(type\s)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]/gm)];
  const dynamic = [...code.matchAll(/\b(?:import|require)\(\s*(?:['"]([^'"]+)['"])?/g)];
  return [
    ...fixed.map(([, type, target = '']): Import => ({ target, use: type ? 'types' : 'all' })),
    ...dynamic.map(([, target = '(something computed)']): Import => ({ target, use: 'all' })),
  ];
}

const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');

const allows = (granted: Use | undefined, use: Use): boolean => granted === 'all' || granted === use;

/** What a file of src does that the tables do not allow, a sentence each. */
function violations(file: string, text: string): readonly string[] {
  const from = file.split('/')[0] ?? file;
  const imports = importsOf(text).flatMap(({ target, use }) => {
    const refusal = target.startsWith('.')
      ? refuseFile(from, posix.join(posix.dirname(file), target), use)
      : refusePackage(from, target, use);
    return refusal === undefined ? [] : [`${file} may not import ${refusal}`];
  });
  const forbidden = from === 'emulator' ? emulatorsOwn : machine.test(file) || file === inBrowser ? /(?!)/g : globals;
  const uses = [...withoutComments(text).matchAll(forbidden)].map(
    ([what]) => `${file} may not use ${what.replace(/[.(]$/, '')}`,
  );
  return [...imports, ...uses];
}

function refuseFile(from: string, target: string, use: Use): string | undefined {
  const [folder = ''] = target.split('/');
  if (folder === '..') return outside[target.split('/')[1] ?? '']?.includes(from) ? undefined : target;
  if (folder === from || from === 'main.ts') return undefined;
  const granted = folders[from]?.[folder] ?? folders[from]?.[target];
  if (allows(granted, use)) return undefined;
  return granted === 'types' ? `values of ${target}` : target;
}

function refusePackage(from: string, target: string, use: Use): string | undefined {
  const granted = (packages[target] ?? packages[target.replace(/\/.*/, '/*')])?.[from];
  if (allows(granted, use)) return undefined;
  return granted === 'types' ? `values of ${target}` : target;
}

const src = join(import.meta.dirname, '../src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'))
  .sort();

test('every file of src imports and uses only what the tables allow', () => {
  expect(files.flatMap((file) => violations(file, readFileSync(join(src, file), 'utf8')))).toEqual([]);
});

test('every folder of src is in the table, and nothing else', () => {
  const inFolders = files.filter((file) => file.includes('/')).map((file) => file.split('/')[0]);
  expect([...new Set(inFolders)].sort()).toEqual(Object.keys(folders).sort());
  expect(files.filter((file) => !file.includes('/'))).toEqual(['main.ts']);
});

/** Which file of src imports which; types count as well. */
const imported = new Map(
  files.map((file) => {
    const targets = importsOf(readFileSync(join(src, file), 'utf8'))
      .filter(({ target }) => target.startsWith('.'))
      .map(({ target }) => posix.join(posix.dirname(file), target));
    return [file, targets.filter((target) => files.includes(target))] as const;
  }),
);

test('no files of src import each other in a circle', () => {
  expect(circleIn(imported)).toBeUndefined();
});

test('no two folders or files beside each other import each other', () => {
  const pairs = [...imported].flatMap(([file, targets]) => targets.map((target) => apart(file, target)));
  const both = new Set(pairs.map(([from, to]) => `${from} -> ${to}`));
  expect([...both].filter((pair) => both.has(pair.split(' -> ').reverse().join(' -> ')))).toEqual([]);
});

/** Files of one folder that a person can still take in. */
const maxFiles = 14;

test('no folder of src holds more files than a person can take in', () => {
  const counts = new Map<string, number>();
  for (const file of files) counts.set(posix.dirname(file), (counts.get(posix.dirname(file)) ?? 0) + 1);
  expect([...counts].filter(([, count]) => count > maxFiles)).toEqual([]);
});

/** Where the paths of two files part: the two folders, or files, that are beside each other. */
function apart(one: string, other: string): readonly [string, string] {
  const [from, to] = [one.split('/'), other.split('/')];
  const at = from.findIndex((name, index) => name !== to[index]);
  return [from.slice(0, at + 1).join('/'), to.slice(0, at + 1).join('/')];
}

/** A circle in a graph, from a node back to itself; `undefined` where there is none. */
function circleIn(graph: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>();
  function search(node: string, above: readonly string[]): readonly string[] | undefined {
    if (above.includes(node)) return [...above.slice(above.indexOf(node)), node];
    if (done.has(node)) return undefined;
    const found = (graph.get(node) ?? []).reduce<readonly string[] | undefined>(
      (circle, next) => circle ?? search(next, [...above, node]),
      undefined,
    );
    done.add(node);
    return found;
  }
  return [...graph.keys()].reduce<readonly string[] | undefined>(
    (circle, node) => circle ?? search(node, []),
    undefined,
  );
}

test('a circle is found, and what is imported twice is none', () => {
  const graph = (arrows: { readonly [file: string]: readonly string[] }) => new Map(Object.entries(arrows));
  expect(circleIn(graph({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }))).toBeUndefined();
  expect(circleIn(graph({ a: ['b'], b: ['c'], c: ['d'], d: ['b'] }))).toEqual(['b', 'c', 'd', 'b']);
  expect(circleIn(graph({ a: ['a'] }))).toEqual(['a', 'a']);
});

describe('the tables are compared with', () => {
  const cases: { readonly [what: string]: readonly [file: string, text: string, violation: string | undefined] } = {
    'a static import': [
      'plan/plan.ts',
      `import { x } from '../kinds/kind.ts';`,
      'plan/plan.ts may not import kinds/kind.ts',
    ],
    'an import over several lines': [
      'plan/a.ts',
      `import {\n  x,\n} from '../config/load.ts';`,
      'plan/a.ts may not import config/load.ts',
    ],
    'an import for its effect': ['plan/a.ts', `import '../cli/log.ts';`, 'plan/a.ts may not import cli/log.ts'],
    'an import of types': [
      'emulator/a/b.ts',
      `import type { X } from '../../plan/plan.ts';`,
      'emulator/a/b.ts may not import plan/plan.ts',
    ],
    'a re-export': ['connect/a.ts', `export * from '../kinds/kind.ts';`, 'connect/a.ts may not import kinds/kind.ts'],
    'a re-export of types': [
      'connect/a.ts',
      `export type { X } from '../plan/plan.ts';`,
      'connect/a.ts may not import plan/plan.ts',
    ],
    'a dynamic import': [
      'report/a.ts',
      `const x = await import('../cli/log.ts');`,
      'report/a.ts may not import cli/log.ts',
    ],
    'a dynamic import of who knows what': [
      'report/a.ts',
      'await import(name);',
      'report/a.ts may not import (something computed)',
    ],
    'a folder of which only types may be imported': [
      'kinds/a.ts',
      `import { x } from '../connect/port.ts';`,
      'kinds/a.ts may not import values of connect/port.ts',
    ],
    'another file of that folder': [
      'kinds/a.ts',
      `import type { X } from '../connect/client.ts';`,
      'kinds/a.ts may not import connect/client.ts',
    ],
    'a file of the base that imports a folder': [
      'base/clock.ts',
      `import { x } from '../plan/plan.ts';`,
      'base/clock.ts may not import plan/plan.ts',
    ],
    'a package in the wrong folder': [
      'report/a.ts',
      `import PQueue from 'p-queue';`,
      'report/a.ts may not import p-queue',
    ],
    'a package nobody has asked for': ['plan/a.ts', `import _ from 'lodash';`, 'plan/a.ts may not import lodash'],
    'values of a package of which only types may be imported': [
      'kinds/a.ts',
      `import { x } from '@aws-sdk/client-connect';`,
      'kinds/a.ts may not import values of @aws-sdk/client-connect',
    ],
    'a file beside src': [
      'plan/a.ts',
      `import x from '../../package.json' with { type: 'json' };`,
      'plan/a.ts may not import ../package.json',
    ],
    'the clock': ['connect/a.ts', 'const now = Date.now();', 'connect/a.ts may not use Date.now'],
    'the console': ['emulator/a.ts', `console.log('x');`, 'emulator/a.ts may not use console'],
    'the clock of the emulator, but as its default': [
      'emulator/a.ts',
      'const now = options.now ?? Date.now;',
      undefined,
    ],
    'types of the SDK': ['kinds/a.ts', `import type { User } from '@aws-sdk/client-connect';`, undefined],
    'a word in a comment': [
      'plan/a.ts',
      `// import { x } from '../cli/log.ts', or process.exit()\n/* Date.now */`,
      undefined,
    ],
    'what everyone shares': ['plan/a.ts', `import { x } from '../base/diagnostic.ts';`, undefined],
  };
  test.each(Object.entries(cases))('%s', (_, [file, text, violation]) => {
    expect(violations(file, text)).toEqual(violation === undefined ? [] : [violation]);
  });
});
