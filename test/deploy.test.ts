/** The examples of examples/deploy agree with the program and with each other. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { isMap, type Json } from '../src/base/json.ts';
import { loadConfiguration } from '../src/config/load.ts';
import { standardSchema } from '../src/config/schema/standard.ts';
import { run } from './support/binary.ts';

const folder = join(import.meta.dirname, '../examples/deploy');
const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
const service = read('connect-sync.service');
const dockerfile = read('Dockerfile');
const manifests = parseAllDocuments(read('kubernetes.yaml')).map((document) => {
  expect([...document.errors, ...document.warnings]).toEqual([]);
  return document.toJS() as Json;
});

/** What is at a path of keys and indices; fails where there is nothing. */
function at(value: Json | undefined, ...path: readonly (string | number)[]): Json {
  const found = path.reduce<Json | undefined>((inner, step) => {
    if (Array.isArray(inner)) return inner[Number(step)];
    return isMap(inner) && Object.hasOwn(inner, step) ? inner[step] : undefined;
  }, value);
  if (found === undefined) throw new Error(`There is nothing at ${path.join('.')}.`);
  return found;
}

const manifest = (kind: string): Json => {
  const found = manifests.find((one) => at(one, 'kind') === kind);
  if (found === undefined) throw new Error(`There is no ${kind}.`);
  return found;
};

const pod = at(manifest('Deployment'), 'spec', 'template');
const container = at(pod, 'spec', 'containers', 0);

const commands: { readonly [file: string]: readonly string[] } = {
  'connect-sync.service': /^ExecStart=\S+ (.+)$/m.exec(service)?.[1]?.split(' ') ?? [],
  Dockerfile: JSON.parse(/^CMD (\[.+\])$/m.exec(dockerfile)?.[1] ?? '[]'),
  'kubernetes.yaml': at(container, 'args') as readonly string[],
};

describe.each(Object.entries(commands))('the command of %s', (_, argv) => {
  test('is watch with options that it has', async () => {
    const { stdout } = await run(['watch', '--help']);
    expect(argv[0]).toBe('watch');
    const options = argv.filter((word) => word.startsWith('-'));
    expect(options).toContain('--listen');
    for (const option of options) expect(stdout).toMatch(new RegExp(`(^|[\\s,])${option}[\\s,]`, 'm'));
  });
  test('reads the same file and listens on the same port as the others', () => {
    expect(argv[argv.indexOf('-f') + 1]).toBe('/etc/connect-sync/connect-sync.yaml');
    expect(argv[argv.indexOf('--listen') + 1]).toMatch(/:9464$/);
  });
});

test('where it runs apart, it can be reached; where it does not, by nobody else', () => {
  expect(commands['connect-sync.service']).toContain('127.0.0.1:9464');
  expect(commands['Dockerfile']).toEqual(commands['kubernetes.yaml']);
});

describe('Kubernetes', () => {
  test('has one of it at a time', () => {
    expect(at(manifest('Deployment'), 'spec', 'replicas')).toBe(1);
    expect(at(manifest('Deployment'), 'spec', 'strategy', 'type')).toBe('Recreate');
  });
  test('probes and scrapes what there is, on its port', () => {
    expect(at(container, 'ports', 0)).toEqual({ name: 'http', containerPort: 9464 });
    expect(at(container, 'livenessProbe', 'httpGet')).toEqual({ path: '/healthz', port: 'http' });
    expect(at(container, 'readinessProbe', 'httpGet')).toEqual({ path: '/readyz', port: 'http' });
    expect(at(pod, 'metadata', 'annotations')).toEqual({
      'prometheus.io/scrape': 'true',
      'prometheus.io/port': '9464',
      'prometheus.io/path': '/metrics',
    });
  });
  test('mounts volumes that there are, from objects that there are', () => {
    const volumes = (at(pod, 'spec', 'volumes') as readonly Json[]).map((volume) => at(volume, 'name'));
    for (const mount of at(container, 'volumeMounts') as readonly Json[]) expect(volumes).toContain(at(mount, 'name'));
    for (const one of manifests) expect(at(one, 'metadata', 'name')).toBe('connect-sync');
    const labels = at(pod, 'metadata', 'labels');
    expect(at(manifest('Deployment'), 'spec', 'selector', 'matchLabels')).toEqual(labels);
    expect(at(manifest('NetworkPolicy'), 'spec', 'podSelector', 'matchLabels')).toEqual(labels);
  });
  test('runs without rights', () => {
    expect(at(pod, 'spec', 'securityContext', 'runAsNonRoot')).toBe(true);
    expect(at(container, 'securityContext')).toEqual({
      ...{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    });
  });
  test('has a configuration that is valid', async () => {
    const text = at(manifest('ConfigMap'), 'data', 'connect-sync.yaml') as string;
    const system = { readFile: async () => text, glob: async () => [] };
    expect((await loadConfiguration('connect-sync.yaml', standardSchema, system)).diagnostics).toEqual([]);
  });
});

test('the image keeps what it needs and runs as the user of the pod', () => {
  expect(dockerfile).toMatch(/^USER 1000:1000$/m);
  expect(at(pod, 'spec', 'securityContext', 'runAsUser')).toBe(1000);
  expect(dockerfile).toContain("http://127.0.0.1:9464/healthz'");
  expect(dockerfile).not.toMatch(/curl|wget/);
  const stages = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
  expect(stages).toEqual(['node:24-slim', 'node:24-slim']);
});

test('all keep their state where the others do', () => {
  for (const text of [service, dockerfile]) {
    expect(text).toContain('XDG_STATE_HOME=/var/lib ');
    expect(text).toContain('XDG_CACHE_HOME=/var/cache');
  }
  const paths = (at(container, 'volumeMounts') as readonly Json[]).map((mount) => at(mount, 'mountPath'));
  expect(paths).toEqual(expect.arrayContaining(['/var/lib/connect-sync', '/var/cache/connect-sync']));
});
