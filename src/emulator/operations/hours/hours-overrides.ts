import { duplicate, limitExceeded, notFound } from '../../protocol/errors.ts';
import type { Call, Operations } from '../../rules/call.ts';
import { find } from '../../rules/references.ts';
import { checkOverride } from '../../rules/routing/hours.ts';
import { findInstance } from '../../state/account.ts';
import { newResource } from '../../state/given/new-instance.ts';
import { type Instance, overrideKey } from '../../state/instance.ts';
import type { HoursOverride } from '../../state/records/configuration.ts';
import type { HoursOfOperation } from '../../state/records/resources.ts';

/** "Up to 50 overrides can be created for each hours of operation resource. This quota is not adjustable." */
const MAX_OVERRIDES = 50;

export const hoursOverrides = {
  CreateHoursOfOperationOverride(call, input) {
    const { instance, hours } = locate(call, input);
    const override: HoursOverride = {
      ...newResource(call.account, instance, { kind: 'operating-hours', name: input.Name }),
      // An override cannot be tagged, so nothing finds it by an ARN.
      arn: '',
      hoursOfOperationId: hours.id,
      description: input.Description,
      config: input.Config,
      effectiveFrom: input.EffectiveFrom,
      effectiveTill: input.EffectiveTill,
      recurrence: input.RecurrenceConfig,
      type: input.OverrideType ?? 'STANDARD',
    };
    checkOverride(override);
    checkFreeName(instance, override);
    if (overridesOf(instance, hours).length >= MAX_OVERRIDES)
      throw limitExceeded(`Hours of operation have at most ${MAX_OVERRIDES} overrides`);
    instance.hoursOverrides.put(override);
    touch(call, instance, hours);
    return { HoursOfOperationOverrideId: override.id };
  },

  DescribeHoursOfOperationOverride(call, input) {
    const { instance, hours } = locate(call, input);
    const override = findOverride(instance, hours, input.HoursOfOperationOverrideId);
    return { HoursOfOperationOverride: describeOverride(instance, override) };
  },

  /** What is left out stays. */
  UpdateHoursOfOperationOverride(call, input) {
    const { instance, hours } = locate(call, input);
    const live = findOverride(instance, hours, input.HoursOfOperationOverrideId);
    const override: HoursOverride = {
      ...live,
      name: input.Name ?? live.name,
      description: input.Description ?? live.description,
      config: input.Config ?? live.config,
      effectiveFrom: input.EffectiveFrom ?? live.effectiveFrom,
      effectiveTill: input.EffectiveTill ?? live.effectiveTill,
      recurrence: input.RecurrenceConfig ?? live.recurrence,
      type: input.OverrideType ?? live.type,
      modified: call.now,
    };
    checkOverride(override);
    checkFreeName(instance, override);
    instance.hoursOverrides.put(override);
    touch(call, instance, hours);
    return {};
  },

  DeleteHoursOfOperationOverride(call, input) {
    const { instance, hours } = locate(call, input);
    instance.hoursOverrides.delete(findOverride(instance, hours, input.HoursOfOperationOverrideId).id);
    touch(call, instance, hours);
    return {};
  },

  ListHoursOfOperationOverrides(call, input) {
    const { instance, hours } = locate(call, input);
    const { items, NextToken } = call.page(overridesOf(instance, hours), ({ order }) => order);
    return {
      HoursOfOperationOverrideList: items.map((override) => describeOverride(instance, override)),
      NextToken,
      LastModifiedTime: new Date(hours.modified),
      LastModifiedRegion: call.account.region,
    };
  },
} satisfies Operations;

function describeOverride(instance: Instance, override: HoursOverride) {
  return {
    HoursOfOperationOverrideId: override.id,
    HoursOfOperationId: override.hoursOfOperationId,
    HoursOfOperationArn: instance.hoursOfOperation.get(override.hoursOfOperationId)?.arn,
    Name: override.name,
    Description: override.description,
    Config: [...override.config],
    EffectiveFrom: override.effectiveFrom,
    EffectiveTill: override.effectiveTill,
    RecurrenceConfig: override.recurrence,
    OverrideType: override.type,
  };
}

interface Target {
  readonly InstanceId: string;
  readonly HoursOfOperationId: string;
}

function locate({ account }: Call, { InstanceId, HoursOfOperationId }: Target) {
  const instance = findInstance(account, InstanceId);
  return { instance, hours: find(instance.hoursOfOperation, HoursOfOperationId, 'Hours of operation') };
}

/** An override of other hours is not found. */
function findOverride(instance: Instance, hours: HoursOfOperation, id: string): HoursOverride {
  const override = instance.hoursOverrides.get(id);
  if (override?.hoursOfOperationId !== hours.id) throw notFound(`Override ${id} was not found`);
  return override;
}

function overridesOf(instance: Instance, hours: HoursOfOperation): HoursOverride[] {
  return [...instance.hoursOverrides.values()].filter(({ hoursOfOperationId }) => hoursOfOperationId === hours.id);
}

function checkFreeName(instance: Instance, { id, name, hoursOfOperationId }: HoursOverride): void {
  const holder = instance.hoursOverrides.named(overrideKey(name, hoursOfOperationId));
  if (holder && holder.id !== id) throw duplicate(`The hours have an override with the name ${name} already`);
}

/** Overrides move the LastModifiedTime of their hours: a guess. */
function touch({ now }: Call, instance: Instance, hours: HoursOfOperation): void {
  instance.hoursOfOperation.put({ ...hours, modified: now });
}
