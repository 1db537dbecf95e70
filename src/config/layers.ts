/**
 * The one merge. What a resource is asked to be comes in layers, each written somewhere else; the later ones win, field by
 * field, and each value keeps the origin of the layer it is from.
 */

import { isMap, type Json } from '../base/json.ts';
import type { Origin, Origins } from '../plan/model/origin.ts';
import type { Attributes } from '../plan/model/state.ts';

/** Settings from one place. */
export interface Layer {
  readonly origin: Origin;
  readonly attributes: Attributes;
}

/** Attributes with where each of them was written. */
export interface Merged {
  readonly attributes: Attributes;
  readonly origins: Origins;
}

/**
 * Layers from the weakest to the strongest, of which there is at least one. A field of a later layer replaces that of an
 * earlier one; only of the fields that `byKey` names are two maps merged key by key. `null` wins like any other value.
 */
export function mergeLayers(layers: readonly [Layer, ...Layer[]], byKey: (field: string) => boolean): Merged {
  const [first, ...others] = layers;
  if (others.length === 0) return { attributes: first.attributes, origins: first.origin };
  const attributes: Record<string, Json> = {};
  const parts: Record<string, Origins> = {};
  let whole: Origin = first.origin;
  for (const layer of layers) {
    whole = layer.origin;
    // Keys rather than entries: this runs for every person of an export.
    for (const field of Object.keys(layer.attributes)) {
      const value = layer.attributes[field] as Json;
      const before = Object.hasOwn(attributes, field) ? attributes[field] : undefined;
      if (isMap(before) && isMap(value) && byKey(field)) {
        attributes[field] = { ...before, ...value };
        parts[field] = { whole, parts: eachOf(before, parts[field], { value, whole }) };
      } else {
        attributes[field] = value;
        parts[field] = whole;
      }
    }
  }
  return { attributes, origins: { whole, parts } };
}

/** The same attributes without their origins, for a look at many of which hardly any is looked at twice. */
export function mergeAttributes(layers: readonly Layer[], byKey: (field: string) => boolean): Attributes {
  const attributes: Record<string, Json> = {};
  for (const layer of layers) {
    for (const field of Object.keys(layer.attributes)) {
      const value = layer.attributes[field] as Json;
      const before = Object.hasOwn(attributes, field) ? attributes[field] : undefined;
      attributes[field] = isMap(before) && isMap(value) && byKey(field) ? { ...before, ...value } : value;
    }
  }
  return attributes;
}

/** The origin of each key of a map, once another layer has written in it. */
function eachOf(
  before: Attributes,
  origins: Origins | undefined,
  { value, whole }: { readonly value: Attributes; readonly whole: Origin },
): { readonly [key: string]: Origins } {
  const each: Record<string, Origins> = {};
  const known = origins && 'parts' in origins ? origins.parts : undefined;
  for (const key of Object.keys(before)) each[key] = (known ? known[key] : origins) as Origins;
  for (const key of Object.keys(value)) each[key] = whole;
  return each;
}
