/**
 * Adds proficiencies to users, where somebody wants to know them. No bulk call gives them: either a few searches for each
 * value of each predefined attribute tell them of everybody (questions.ts), or ListUserProficiencies does, one call a user.
 * What takes fewer calls is done. The index that is searched lags behind writes, so a user who seems to differ from what is
 * asked is listed before anything is planned from it.
 */

import type { ListUserProficienciesCommandOutput } from '@aws-sdk/client-connect';
import { CallError, failedAs } from '../../../base/errors.ts';
import { isMap } from '../../../base/json.ts';
import type { LiveResource } from '../../../plan/model/state.ts';
import type { Reading } from '../../kind.ts';
import type { PredefinedAttributes } from '../../predefined-attribute/attributes.ts';
import { pages, readWhole } from '../../reading/paging.ts';
import { inParallel } from '../../reading/parallel.ts';
import { comesShort, searchOnce } from '../../reading/search.ts';
import { askedOf } from '../identity.ts';
import { each, gather, type Proficiencies, parseProficiencies, same } from './proficiencies.ts';
import { levelsFrom, questionsFor, type SearchQuestion, worthSearching } from './questions.ts';

const kind = 'predefinedAttribute';

/** The users with their proficiencies, as far as somebody asks; in the same order. */
export async function addProficiencies(
  reading: Reading,
  users: readonly LiveResource[],
): Promise<readonly LiveResource[]> {
  const asked = makeAsked(reading);
  const wanted = users.filter((user) => asked.of(user) !== undefined);
  const unknown = wanted.filter(({ attributes }) => !Object.hasOwn(attributes, 'proficiencies'));
  const found = new Map<string, Proficiencies | 'unclear'>(
    wanted.map(({ id, attributes }) => [id, parseProficiencies(attributes['proficiencies']) ?? 'unclear']),
  );
  const searched = unknown.length === 0 ? undefined : await searchFor(reading, unknown.length, asked.all());
  for (const { id } of searched ? unknown : []) found.set(id, searched?.get(id) ?? {});
  const doubtful = wanted.filter((user) => {
    const [seen = 'unclear', expected] = [found.get(user.id), asked.of(user)];
    return seen === 'unclear' || (expected !== undefined && expected !== 'anything' && !same(seen, expected));
  });
  if (doubtful.length > 0) reading.announce('ListUserProficiencies', doubtful.length);
  const listed = await inParallel(doubtful, (user) => list(reading, user.id));
  for (const [index, { id }] of doubtful.entries()) found.set(id, listed[index] ?? {});
  return users.map((user) => {
    const proficiencies = found.get(user.id);
    return proficiencies === undefined || proficiencies === 'unclear'
      ? user
      : { ...user, attributes: { ...user.attributes, proficiencies } };
  });
}

/** What is asked of users: a certain set, `anything` where all are to be known, nothing. */
function makeAsked(reading: Reading): {
  of(user: LiveResource): Proficiencies | 'anything' | undefined;
  all(): Parameters<typeof questionsFor>[1];
} {
  const { desired, mayDelete } = reading;
  // Where attributes and values may be deleted, every user who still has one must be known.
  const everybody = !desired || mayDelete.has(kind);
  const proficienciesIn = (attributes: LiveResource['attributes'] | undefined): Proficiencies | undefined =>
    parseProficiencies(isMap(attributes?.['proficiencies']) ? attributes['proficiencies'] : undefined);
  return {
    of: (user) => proficienciesIn(askedOf(reading, user)) ?? (everybody ? 'anything' : undefined),
    all: () =>
      everybody
        ? 'everything'
        : [...(desired?.values() ?? [])].flatMap(({ address, attributes }) =>
            address.kind === 'user' ? each(proficienciesIn(attributes)) : [],
          ),
  };
}

/** What searches tell of all users; `undefined` where it takes fewer calls to list those who matter, or has to. */
async function searchFor(
  reading: Reading,
  users: number,
  asked: Parameters<typeof questionsFor>[1],
): Promise<ReadonlyMap<string, Proficiencies | 'unclear'> | undefined> {
  if (reading.method === 'describe') return undefined;
  const attributes = (await reading.others(kind)) as readonly LiveResource<PredefinedAttributes>[];
  const questions = questionsFor(
    attributes.map(({ address, attributes: { values = [] } }) => ({ name: address.key, values })),
    asked,
  );
  if (!worthSearching(questions, users)) return undefined;
  try {
    return levelsFrom(questions, await inParallel(questions.all, (question) => ask(reading, question)));
  } catch (error) {
    // Somebody who may not search has been told so by the search for users.
    if (failedAs(error, 'denied')) return undefined;
    if (!(error instanceof CallError) || !failedAs(error, 'refused')) throw error;
    const why = `${error.facts.error}: ${error.message}`;
    reading.warn(
      'search-refused',
      `SearchUsers does not search by proficiencies (${why}), so they are listed user by user.`,
    );
    return undefined;
  }
}

const ask = (reading: Reading, { conditions }: SearchQuestion): Promise<ReadonlySet<string>> =>
  readWhole(async () => {
    const ListCondition = { TargetListType: 'PROFICIENCIES', Conditions: conditions } as const;
    const search = { call: 'SearchUsers', input: { MaxResults: 500, SearchCriteria: { ListCondition } } } as const;
    const result = await searchOnce(reading, search, ({ Users }) => Users);
    if (result.found.size < result.total) throw comesShort(search.call, result);
    return new Set(result.found.keys());
  });

/** What a user has, by themselves; nothing where the user is gone. */
export const list = ({ send, signal }: Pick<Reading, 'send' | 'signal'>, UserId: string): Promise<Proficiencies> =>
  readWhole(async () => {
    const found: NonNullable<ListUserProficienciesCommandOutput['UserProficiencyList']> = [];
    try {
      for await (const page of pages(send, 'ListUserProficiencies', { UserId, MaxResults: 100 }, { signal })) {
        found.push(...(page.UserProficiencyList ?? []));
      }
    } catch (error) {
      if (!failedAs(error, 'not-found')) throw error;
    }
    return gather(
      found.map(({ AttributeName: attribute = '', AttributeValue: value = '', Level: level = 0 }) => ({
        attribute,
        value,
        level,
      })),
    );
  });
