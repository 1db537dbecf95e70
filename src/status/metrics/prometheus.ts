/**
 * The text format of Prometheus, version 0.0.4.
 * Source: https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: 'gauge' | 'counter' | 'histogram';
  readonly samples: readonly Sample[];
}

export interface Sample {
  /** What a histogram's series add to the name: `_bucket`. */
  readonly suffix?: string;
  readonly labels?: { readonly [name: string]: string };
  readonly value: number;
}

export const contentType = 'text/plain; version=0.0.4; charset=utf-8';

/** Families without a sample are left out. */
export const exposition = (families: readonly Family[]): string =>
  families.flatMap((family) => (family.samples.length === 0 ? [] : lines(family))).join('');

const lines = ({ name, help, type, samples }: Family): readonly string[] => [
  `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}\n`,
  `# TYPE ${name} ${type}\n`,
  ...samples.map(({ suffix = '', labels = {}, value }) => `${name}${suffix}${inBraces(labels)} ${number(value)}\n`),
];

function inBraces(labels: { readonly [name: string]: string }): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

const escaped = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

function number(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (Number.isFinite(value)) return String(value);
  return value > 0 ? '+Inf' : '-Inf';
}
