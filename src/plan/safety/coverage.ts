/**
 * How many people serve each queue, on each of its channels, while a plan is applied. People serve what they point at
 * serves: a user whatever the routing profile serves.
 *
 * Nobody can say in which order calls that do not wait for each other take effect, or which of them will fail. So the lowest
 * moment is a bound that no order and no failure gets below: everybody who arrives comes last, everybody who leaves goes
 * first, and what gains or loses a queue serves it only where it does so before and after. Who is counted at that moment is
 * who serves a queue by what they have before and by what they have after, each from the first call to the last.
 */
import type { Diagnostic } from '../../base/diagnostic.ts';
import { compareText } from '../../base/text.ts';
import type { Change } from '../model/change.ts';
import { merge } from '../model/merge.ts';
import type { Covered, Headcount } from '../model/plan.ts';
import { keyOf, type Rules, type ServedChannel } from '../model/rules.ts';
import type { Attributes, LiveResource, LiveState } from '../model/state.ts';

/** What changes while a plan is applied. */
export interface Coverage {
  /** Channels of queues for which a number changes, by queue and channel. */
  readonly channels: readonly Covered[];
  /** People who serve a queue on any channel, by its name; queues that nobody serves before or after are missing. */
  readonly byQueue: ReadonlyMap<string, Headcount>;
}

interface CoverageFacts {
  /** The whole instance, managed or not. */
  readonly live: LiveState;
  readonly rules: Rules;
}

/** Whether changes concern who serves what: people come, go or are moved, or what they point at gains or loses queues. */
export function concernsCoverage(changes: readonly Change[], surroundings: CoverageFacts): boolean {
  return changes.some((change) => movesPerson(change, surroundings)) || changesServed(changes, surroundings);
}

/** Whether what people may point at gains or loses queues, so that who points at it has to be known. */
export const changesServed = (changes: readonly Change[], { live, rules }: CoverageFacts): boolean =>
  changes.some((change) => {
    const serves = rules.get(change.address.kind)?.serves;
    const found = live.get(keyOf(rules, change.address));
    if (!serves || !found || change.action !== 'update') return false;
    const [before, after] = [byName(serves(found.attributes)), byName(serves(merge(found.attributes, change.after)))];
    return before.size !== after.size || common(before, after).size < before.size;
  });

function movesPerson(change: Change, { live, rules }: CoverageFacts): boolean {
  if (rules.get(change.address.kind)?.counts !== 'people') return false;
  const { before, after } = sides(change, live.get(keyOf(rules, change.address)), rules);
  return before.join('\n') !== after.join('\n');
}

/** What people point at before or after, of which it is not known yet what they serve by it. */
export function notRead(changes: readonly Change[], surroundings: CoverageFacts): readonly LiveResource[] {
  const { live, rules } = surroundings;
  const keys = new Set(groups(changes, surroundings).flatMap(({ before, after }) => [...before, ...after]));
  return [...keys].flatMap((key) => {
    const found = live.get(key);
    return found && rules.get(found.address.kind)?.serves?.(found.attributes) === undefined ? [found] : [];
  });
}

/** What changes of who serves what. What people point at has been read (`notRead`). */
export function coverage(changes: readonly Change[], surroundings: CoverageFacts): Coverage {
  const postsOf = makePosts(changes, surroundings);
  const channels = new Tallies<ServedChannel>();
  const byQueue = new Tallies<string>();
  for (const { before, after, people } of groups(changes, surroundings)) {
    const [had, has] = [before.map(postsOf), after.map(postsOf)];
    const [first, last] = [union(had.map(({ before }) => before)), union(has.map(({ after }) => after))];
    const [kept, keeps] = [had, has].map((posts) => union(posts.map(({ throughout }) => throughout))) as [
      Channels,
      Channels,
    ];
    channels.add('before', first, people);
    channels.add('lowest', common(kept, keeps), people);
    channels.add('after', last, people);
    byQueue.add('before', queuesOf(first), people);
    byQueue.add('lowest', common(queuesOf(kept), queuesOf(keeps)), people);
    byQueue.add('after', queuesOf(last), people);
  }
  return {
    channels: channels
      .all()
      .filter(([, { before, lowest, after }]) => before !== after || lowest !== after)
      .map(([{ queue, channel }, headcount]) => ({ queue, channel, ...headcount }))
      .sort((a, b) => compareText(a.queue, b.queue) || compareText(a.channel, b.channel)),
    byQueue: new Map(byQueue.all()),
  };
}

/** What a queue loses, for a workforce manager: those that nobody serves any more, afterwards or at a moment. */
export const uncovered = ({ channels, byQueue }: Coverage): readonly Diagnostic[] => {
  const empty = (of: Headcount): boolean => of.before > 0 && of.lowest === 0;
  const whole = [...byQueue].filter(([, headcount]) => empty(headcount)).sort(([a], [b]) => compareText(a, b));
  const gone = new Set(whole.map(([queue]) => queue));
  const parts = channels.filter((one) => empty(one) && !gone.has(one.queue));
  const warnings = [
    ...whole.map(([queue, headcount]) => lastOne(`the queue ${JSON.stringify(queue)}`, headcount)),
    ...parts.map((one) => lastOne(`${one.channel} of the queue ${JSON.stringify(one.queue)}`, one)),
  ];
  return warnings.map((message) => ({ severity: 'warning', code: 'queue-without-users', message }));
};

function lastOne(what: string, { before, after }: Headcount): string {
  const now = before === 1 ? '1 user serves it now' : `${before} users serve it now`;
  if (after === 0) return `${capital(what)} would lose its last user: ${now}, and none does afterwards.`;
  const then = after === 1 ? '1 does' : `${after} do`;
  return `${capital(what)} may be without a user while the plan is applied: ${now} and ${then} afterwards, but nobody is sure to serve it in between.`;
}

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

/** People who point at the same before and the same after; keys of a state, none where they are not there yet or any more. */
interface Movement {
  readonly before: readonly string[];
  readonly after: readonly string[];
  people: number;
}

/** Everybody in the instance and everybody who comes to it. */
function groups(changes: readonly Change[], { live, rules }: CoverageFacts): readonly Movement[] {
  const isPerson = ({ address }: LiveResource | Change): boolean => rules.get(address.kind)?.counts === 'people';
  const byKey = new Map(changes.filter(isPerson).map((change) => [keyOf(rules, change.address), change]));
  const found = new Map<string, Movement>();
  for (const key of new Set([...live.keys(), ...byKey.keys()])) {
    const [there, change] = [live.get(key), byKey.get(key)];
    if (!change && !(there && isPerson(there))) continue;
    const { before, after } = sides(change, there, rules);
    const name = JSON.stringify([before, after]);
    const group = found.get(name) ?? { before, after, people: 0 };
    group.people += 1;
    found.set(name, group);
  }
  return [...found.values()];
}

/** Keys of what somebody points at that serves something, before a change and after it. */
function sides(
  change: Change | undefined,
  found: LiveResource | undefined,
  rules: Rules,
): Pick<Movement, 'before' | 'after'> {
  const { kind = '' } = (change ?? found)?.address ?? {};
  const keys = (attributes: Attributes): readonly string[] =>
    (rules.get(kind)?.references(attributes) ?? [])
      .filter(({ address }) => rules.get(address.kind)?.serves)
      .map(({ address }) => keyOf(rules, address));
  const has = afterOf(change, found);
  return { before: found ? keys(found.attributes) : [], after: has ? keys(has) : [] };
}

/** Channels of queues that something serves, each once. */
type Channels = ReadonlyMap<string, ServedChannel>;

interface Posts {
  readonly before: Channels;
  readonly after: Channels;
  /** Before and after, or, of what comes or goes, as long as people point at it. */
  readonly throughout: Channels;
}

/** What the resource with a key of a state serves. */
function makePosts(changes: readonly Change[], { live, rules }: CoverageFacts): (key: string) => Posts {
  const byKey = new Map(changes.map((change) => [keyOf(rules, change.address), change]));
  const known = new Map<string, Posts>();
  const look = (key: string): Posts => {
    const [found, change] = [live.get(key), byKey.get(key)];
    const serves = rules.get((found ?? change)?.address.kind ?? '')?.serves;
    const had = found && byName(serves?.(found.attributes));
    const has = afterOf(change, found);
    const then = has && byName(serves?.(has));
    const throughout = had && then ? common(had, then) : (had ?? then ?? new Map());
    return { before: had ?? new Map(), after: then ?? new Map(), throughout };
  };
  return (key) => {
    const posts = known.get(key) ?? look(key);
    known.set(key, posts);
    return posts;
  };
}

/** What something is like in the end; `undefined` where it is deleted. */
function afterOf(change: Change | undefined, found: LiveResource | undefined): Attributes | undefined {
  if (!change) return found?.attributes;
  return change.action === 'delete' ? undefined : merge(found?.attributes ?? {}, change.after);
}

function byName(served: readonly ServedChannel[] | undefined): Channels {
  if (!served) throw new Error('What people serve has not been read.');
  return new Map(served.map((one) => [JSON.stringify([one.queue, one.channel]), one]));
}

const queuesOf = (channels: Channels): ReadonlyMap<string, string> =>
  new Map([...channels.values()].map(({ queue }) => [queue, queue]));

const union = <T>(maps: readonly ReadonlyMap<string, T>[]): ReadonlyMap<string, T> =>
  new Map(maps.flatMap((map) => [...map]));

const common = <T>(some: ReadonlyMap<string, T>, others: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
  new Map([...some].filter(([name]) => others.has(name)));

/** Headcounts of many things, each known by a name. */
class Tallies<T> {
  readonly #tallies = new Map<string, { readonly of: T; readonly headcount: MutableHeadcount }>();

  add(moment: keyof Headcount, things: ReadonlyMap<string, T>, people: number): void {
    for (const [name, of] of things) {
      const tally = this.#tallies.get(name) ?? { of, headcount: { before: 0, lowest: 0, after: 0 } };
      tally.headcount[moment] += people;
      this.#tallies.set(name, tally);
    }
  }

  all(): readonly (readonly [T, Headcount])[] {
    return [...this.#tallies.values()].map(({ of, headcount }) => [of, headcount]);
  }
}

type MutableHeadcount = { -readonly [moment in keyof Headcount]: number };
