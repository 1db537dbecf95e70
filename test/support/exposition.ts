/**
 * A strict reader of the text format of Prometheus 0.0.4: it throws where a scraper might, and where one would be
 * lenient. Source: https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export interface ReadSample {
  readonly name: string;
  readonly labels: { readonly [name: string]: string };
  readonly value: number;
}

export interface ReadFamily {
  readonly type: string;
  readonly help: string;
  readonly samples: readonly ReadSample[];
}

const suffixes: { readonly [type: string]: readonly string[] } = {
  gauge: [''],
  counter: [''],
  histogram: ['_bucket', '_sum', '_count'],
};

export function readExposition(text: string): ReadonlyMap<string, ReadFamily> {
  if (!text.endsWith('\n')) throw new Error('The last line does not end.');
  const families = new Map<string, { type: string; help: string; samples: ReadSample[] }>();
  const seen = new Set<string>();
  let name = '';
  for (const line of text.slice(0, -1).split('\n')) {
    const help = /^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) ((?:[^\\]|\\\\|\\n)+)$/.exec(line);
    const type = /^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)$/.exec(line);
    if (help) {
      name = help[1]!;
      if (families.has(name)) throw new Error(`${name} comes twice.`);
      families.set(name, { type: '', help: help[2]!, samples: [] });
    } else if (type) {
      const family = families.get(type[1]!);
      if (type[1] !== name || !family || family.type !== '') throw new Error(`TYPE in the wrong place: ${line}`);
      family.type = type[2]!;
    } else {
      const sample = readSample(line);
      const family = families.get(name);
      if (!family || !suffixes[family.type]?.some((suffix) => sample.name === name + suffix)) {
        throw new Error(`Not of ${name}: ${line}`);
      }
      const series = JSON.stringify([sample.name, Object.entries(sample.labels).sort()]);
      if (seen.has(series)) throw new Error(`Twice: ${line}`);
      seen.add(series);
      family.samples.push(sample);
    }
  }
  for (const [family, { type, samples }] of families) {
    if (samples.length === 0) throw new Error(`${family} has no sample.`);
    if (type === 'counter' && !family.endsWith('_total')) throw new Error(`${family} is a counter without _total.`);
    if (type === 'histogram') checkHistogram(family, samples);
  }
  return families;
}

function readSample(line: string): ReadSample {
  const [, name, braces, value] = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{.+\})? (\S+)$/.exec(line) ?? [];
  if (name === undefined || value === undefined) throw new Error(`No sample: ${line}`);
  if (!/^(?:[+-]?Inf|NaN|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/.test(value)) throw new Error(`No number: ${line}`);
  return { name, labels: readLabels(braces ?? '', line), value: Number(value.replace('Inf', 'Infinity')) };
}

function readLabels(braces: string, line: string): { readonly [name: string]: string } {
  const labels = new Map<string, string>();
  let rest = braces.slice(1, -1);
  while (rest !== '') {
    const [whole, label, value] = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,(?=.)|$)/.exec(rest) ?? [];
    if (whole === undefined || labels.has(label!)) throw new Error(`Bad labels: ${line}`);
    labels.set(
      label!,
      value!.replace(/\\(.)/g, (_, one: string) => (one === 'n' ? '\n' : one)),
    );
    rest = rest.slice(whole.length);
  }
  return Object.fromEntries(labels);
}

function checkHistogram(name: string, samples: readonly ReadSample[]): void {
  const buckets = samples.filter((sample) => sample.name === `${name}_bucket`);
  const bounds = buckets.map(({ labels }) => Number(labels['le']?.replace('Inf', 'Infinity')));
  const counts = buckets.map(({ value }) => value);
  const rising = (values: readonly number[]): boolean =>
    values.every((value, at) => at === 0 || value >= values[at - 1]!);
  if (!rising(bounds) || !rising(counts) || bounds.at(-1) !== Number.POSITIVE_INFINITY)
    throw new Error(`${name} does not rise.`);
  if (samples.find((sample) => sample.name === `${name}_count`)?.value !== counts.at(-1))
    throw new Error(`${name} does not add up.`);
}
