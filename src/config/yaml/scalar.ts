import {
  boolCoreTag,
  floatCoreTag,
  getScalarValue,
  intCoreTag,
  NOT_RESOLVED,
  nullCoreTag,
  SCALAR_STYLE,
  type ScalarEvent,
} from 'js-yaml';

export interface Resolved {
  readonly value: null | boolean | number | string;
  /** What is wrong with its tag; the value then is the text as written. */
  readonly problem?: string;
}

const core = [nullCoreTag, boolCoreTag, intCoreTag, floatCoreTag];
const byTag = new Map(core.map((tag) => [tag.tagName.replace('tag:yaml.org,2002:', '!!'), tag]));

/** Everything that is not text in YAML 1.2 begins with one of these, or is empty: most texts need no closer look. */
const mayBeMore = /^(?:$|[~nNtTfF.+\-0-9])/;

/** A scalar's value after YAML 1.2's core schema. */
export function resolveScalar(text: string, event: ScalarEvent): Resolved {
  const written = getScalarValue(text, event);
  if (event.tagStart >= 0) return resolveTagged(written, text.slice(event.tagStart, event.tagEnd));
  if (event.style !== SCALAR_STYLE.PLAIN || !mayBeMore.test(written)) return { value: written };
  for (const tag of core) {
    const value = tag.resolve(written, false, tag.tagName);
    if (value !== NOT_RESOLVED) return { value };
  }
  return { value: written };
}

function resolveTagged(written: string, name: string): Resolved {
  if (name === '!!str' || name === '!') return { value: written };
  const tag = byTag.get(name);
  if (!tag) return { value: written, problem: `The YAML tag ${name} is not known here; leave it out.` };
  const value = tag.resolve(written, true, tag.tagName);
  if (value !== NOT_RESOLVED) return { value };
  return { value: written, problem: `This value does not fit its YAML tag ${name}.` };
}
