import type * as sdk from '@aws-sdk/client-connect';
import { AwsError, duplicate, invalidRequest, limitExceeded } from '../../protocol/errors.ts';
import type { Operations } from '../../rules/call.ts';
import {
  checkAttributeName,
  checkValues,
  findAttribute,
  proficientUser,
} from '../../rules/routing/predefined-attributes.ts';
import { matchesCriteria } from '../../rules/search.ts';
import { type Account, findInstance } from '../../state/account.ts';
import type { Instance } from '../../state/instance.ts';
import {
  attributeKey,
  attributeRecord,
  isSystem,
  type PredefinedAttribute,
} from '../../state/records/predefined-attributes.ts';

export const predefinedAttributes = {
  CreatePredefinedAttribute({ account }, input) {
    const instance = findInstance(account, input.InstanceId);
    const values = valuesOf(input.Values) ?? [];
    checkAttributeName(input.Name);
    checkValues(values);
    if (instance.predefinedAttributes.named(attributeKey(input.Name)))
      throw duplicate(`A predefined attribute with the name ${input.Name} already exists`);
    if (customCount(instance) >= account.quotas.predefinedAttributes)
      throw limitExceeded('The instance has as many predefined attributes as its quota allows');
    const attribute = {
      name: input.Name,
      values,
      purposes: input.Purposes ?? [],
      enforced: input.AttributeConfiguration?.EnableValueValidationOnAssociation ?? false,
      readOnly: false,
    };
    const made = { modified: account.now(), order: account.nextOrder() };
    instance.predefinedAttributes.put(attributeRecord(attribute, made));
    return {};
  },

  DescribePredefinedAttribute({ account }, { InstanceId, Name }) {
    const attribute = findAttribute(findInstance(account, InstanceId), Name);
    return { PredefinedAttribute: describe(account, attribute) };
  },

  /** What is left out stays as it is. */
  UpdatePredefinedAttribute({ account, now }, input) {
    const instance = findInstance(account, input.InstanceId);
    const attribute = findAttribute(instance, input.Name);
    if (attribute.readOnly) throw invalidRequest(`${attribute.name} belongs to Amazon Connect and cannot be changed`);
    const values = valuesOf(input.Values) ?? attribute.values;
    checkValues(values);
    checkUnused(instance, attribute, values);
    instance.predefinedAttributes.put({
      ...attribute,
      values,
      purposes: input.Purposes ?? attribute.purposes,
      enforced: input.AttributeConfiguration?.EnableValueValidationOnAssociation ?? attribute.enforced,
      modified: now,
    });
    return {};
  },

  DeletePredefinedAttribute({ account }, { InstanceId, Name }) {
    const instance = findInstance(account, InstanceId);
    const attribute = findAttribute(instance, Name);
    if (isSystem(attribute.name))
      throw invalidRequest(`${attribute.name} belongs to Amazon Connect and cannot be deleted`);
    const user = proficientUser(instance, attribute.name);
    if (user) {
      const message = `Predefined attribute ${Name} cannot be deleted: user ${user.name} is proficient in it`;
      throw new AwsError('ResourceInUseException', message, { ResourceId: user.id });
    }
    instance.predefinedAttributes.delete(attribute.id);
    return {};
  },

  ListPredefinedAttributes({ account, page }, { InstanceId }) {
    const attributes = findInstance(account, InstanceId).predefinedAttributes.values();
    const { items, NextToken } = page(attributes, ({ order }) => order);
    return {
      PredefinedAttributeSummaryList: items.map(({ name, modified }) => ({
        Name: name,
        LastModifiedTime: new Date(modified),
        LastModifiedRegion: account.region,
      })),
      NextToken,
    };
  },

  SearchPredefinedAttributes({ account, page }, { InstanceId, SearchCriteria }) {
    const wanted = matchesCriteria<PredefinedAttribute>(SearchCriteria, { name: ({ name }) => name });
    const found = [...findInstance(account, InstanceId).predefinedAttributes.values()].filter(wanted);
    const { items, NextToken } = page(found, ({ order }) => order);
    return {
      PredefinedAttributes: items.map((attribute) => describe(account, attribute)),
      NextToken,
      ApproximateTotalCount: found.length,
    };
  },
} satisfies Operations;

function valuesOf(values: sdk.PredefinedAttributeValues | undefined): readonly string[] | undefined {
  return values?.StringList;
}

/** Amazon Connect's own do not count. */
function customCount(instance: Instance): number {
  return [...instance.predefinedAttributes.values()].filter(({ name }) => !isSystem(name)).length;
}

function checkUnused(instance: Instance, { name, values }: PredefinedAttribute, kept: readonly string[]): void {
  const removed = values.filter((value) => !kept.includes(value));
  const user = removed.length > 0 ? proficientUser(instance, name, removed) : undefined;
  if (user) throw invalidRequest(`A value that user ${user.name} is proficient in cannot be removed from ${name}`);
}

function describe(account: Account, attribute: PredefinedAttribute): sdk.PredefinedAttribute {
  return {
    Name: attribute.name,
    Values: { StringList: [...attribute.values] },
    Purposes: [...attribute.purposes],
    AttributeConfiguration: {
      EnableValueValidationOnAssociation: attribute.enforced,
      IsReadOnly: attribute.readOnly,
    },
    LastModifiedTime: new Date(attribute.modified),
    LastModifiedRegion: account.region,
  };
}
