/** The package as somebody else installs it, the list of its parts, and the images that are built of the same files. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { validate } from 'dockerfile-utils';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import manifest from '../package.json' with { type: 'json' };
import { folder } from './support/binary.ts';

const root = join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const execute = async (program: string, argv: readonly string[], cwd: string): Promise<string> =>
  (await promisify(execFile)(program, argv, { cwd, maxBuffer: 1e8 })).stdout;

describe('npm pack', () => {
  let packed: { readonly archive: string; readonly files: readonly string[] };
  const to = mkdtempSync(join(tmpdir(), 'connect-sync-packed-'));
  /** Of what is built already, as all tests are. */
  beforeAll(async () => {
    const [found] = JSON.parse(
      await execute('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', to], root),
    );
    packed = {
      archive: join(to, found.filename),
      files: found.files.map(({ path }: { readonly path: string }) => path),
    };
  }, 60_000);
  afterAll(() => rmSync(to, { recursive: true }));

  test('has what it takes to run, and nothing else', async () => {
    const { files } = packed;
    expect(files).toEqual(
      expect.arrayContaining([
        ...[
          'README.md',
          'LICENSE',
          'CHANGELOG.md',
          'package.json',
          'dist/main.js',
          'dist/index.js',
          'dist/emulator.js',
        ],
        ...['dist/types/app/index.d.ts', 'schemas/connect-sync.schema.json', 'docs/reference.md'],
        'examples/quickstart/connect-sync.yaml',
      ]),
    );
    const top = new Set(files.map((path) => path.split('/')[0]));
    expect([...top].sort()).toEqual(
      ['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'docs', 'examples', 'package.json', 'schemas'].sort(),
    );
    expect(files.filter((path) => /(^|\/)(\.env|\.npmrc|node_modules|.*\.log)$/.test(path))).toEqual([]);
  });

  test('installs and runs in an empty folder, without scripts, and its parts can be listed', async () => {
    const cwd = folder({ 'package.json': '{ "name": "ours", "version": "1.0.0", "type": "module" }' });
    const { archive } = packed;
    const quiet = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
    await execute('npm', ['install', ...quiet, archive], cwd);
    const command = join(cwd, 'node_modules/.bin/connect-sync');
    expect(await execute(command, ['--version'], cwd)).toMatch(
      new RegExp(
        `^${manifest.version} \\(commit [0-9a-f]{8}( with changes)?, built \\d{4}-\\d\\d-\\d\\dT[\\d:]+Z\\)\\n$`,
      ),
    );
    const example = join(cwd, 'node_modules/connect-sync/examples/quickstart/connect-sync.yaml');
    expect(await execute(command, ['validate', '-f', example], cwd)).toContain('valid');
    expect(await execute(command, ['demo'], cwd)).toContain('No changes.');
    const script = `import * as all from 'connect-sync'; import { startEmulator } from 'connect-sync/emulator'; console.log(typeof all.plan, typeof startEmulator)`;
    expect(await execute(process.execPath, ['--input-type=module', '-e', script], cwd)).toBe('function function\n');

    const { components } = JSON.parse(await execute('npm', ['sbom', '--sbom-format', 'cyclonedx'], cwd));
    const names = new Set(components.map(({ name }: { readonly name: string }) => name));
    expect(Object.keys(manifest.dependencies).filter((name) => !names.has(name))).toEqual([]);
    expect(names.has('vitest')).toBe(false);
  }, 240_000);
});

test('the release workflow pins permissions, and takes nothing from outside into a shell', () => {
  const workflow = parse(read('.github/workflows/release.yml'));
  expect(workflow.permissions).toEqual({ contents: 'read' });
  for (const { run = '', uses = 'a@v1' } of workflow.jobs.release.steps) {
    expect(run).not.toContain('${{');
    expect(uses).toMatch(/@v\d+$/);
  }
});

describe.each(['deploy', 'emulator'])('the image of examples/%s', (name) => {
  const dockerfile = `examples/${name}/Dockerfile`;

  test('has a Dockerfile without mistakes that does not run as root', () => {
    expect(validate(read(dockerfile)).map(({ message, range }) => ({ message, line: range.start.line + 1 }))).toEqual(
      [],
    );
    expect(read(dockerfile)).toMatch(/^USER 1000:1000$/m);
  });
});

test('the images are built of what their ignore files let in', async () => {
  const allowed = (name: string): readonly string[] =>
    [...read(`examples/${name}/Dockerfile.dockerignore`).matchAll(/^!(.*)$/gm)].map(([, path = '']) => path);
  const paths = allowed('emulator');
  expect(allowed('deploy')).toEqual([...paths, 'examples/quickstart', 'examples/contact-centre']);
  const context = join(folder({}), 'context');
  mkdirSync(context);
  for (const path of paths) cpSync(join(root, path), join(context, path), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(context, 'node_modules'));
  const env = { ...process.env, COMMIT: '0123456789abcdef' };
  await promisify(execFile)('npm', ['run', 'build'], { cwd: context, env });
  const copied = [...read('examples/emulator/Dockerfile').matchAll(/^COPY --from=build \/app\/(\S+)/gm)];
  expect(copied.map(([, path = '']) => path).filter((path) => !readdirSync(context).includes(path))).toEqual([]);
  expect(await execute(process.execPath, ['dist/main.js', '--version'], context)).toContain('commit 01234567, built');
}, 240_000);
