import { notFound } from '../../protocol/errors.ts';
import type { Operations } from '../../rules/call.ts';
import { madeBefore } from '../../rules/idempotency.ts';
import { available, offerOf } from '../../rules/phone-numbers/phone-inventory.ts';
import { type Claimed, claimed, numbersOf, optionalTarget, targetOf } from '../../rules/phone-numbers/phone-numbers.ts';
import { isFull } from '../../rules/quotas.ts';
import { findInstance } from '../../state/account.ts';
import type { PhoneNumber } from '../../state/records/phone-numbers.ts';

/** Of the two lists, the older one has ARNs that no other call knows: documented. */
export const phoneNumbers = {
  ListPhoneNumbers({ account, page }, input) {
    const instance = findInstance(account, input.InstanceId);
    const { items, NextToken } = page(numbersOf([instance], input), ({ order }) => order);
    return {
      PhoneNumberSummaryList: items.map(({ number }) => ({
        Id: number.id,
        Arn: `${instance.arn}/phone-number/${number.id}`,
        PhoneNumber: number.name,
        PhoneNumberType: number.type,
        PhoneNumberCountryCode: number.country,
      })),
      NextToken,
    };
  },

  /** Without an instance, those of all instances. */
  ListPhoneNumbersV2({ account, page }, input) {
    const instance = optionalTarget(account, input);
    const numbers = numbersOf(instance ? [instance] : account.instances.values(), input);
    const { items, NextToken } = page(numbers, ({ order }) => order);
    return { ListPhoneNumbersSummaryList: items.map(summaryOf), NextToken };
  },

  DescribePhoneNumber({ account }, { PhoneNumberId }) {
    const found = claimed(account, PhoneNumberId);
    const { tags, failure } = found.number;
    const status = failure === undefined ? 'CLAIMED' : 'FAILED';
    return {
      ClaimedPhoneNumberSummary: {
        ...summaryOf(found),
        Tags: tags,
        PhoneNumberStatus: { Status: status, Message: failure },
      },
    };
  },

  SearchAvailablePhoneNumbers(
    { account, page },
    { PhoneNumberCountryCode, PhoneNumberType, PhoneNumberPrefix, ...target },
  ) {
    targetOf(account, target);
    const offers = available(account, PhoneNumberCountryCode, PhoneNumberType);
    const wanted = offers.filter(({ number }) => number.startsWith(PhoneNumberPrefix ?? ''));
    const { items, NextToken } = page(wanted, ({ order }) => order);
    return {
      AvailableNumbersList: items.map(({ number }) => ({
        PhoneNumber: number,
        PhoneNumberCountryCode,
        PhoneNumberType,
      })),
      NextToken,
    };
  },

  /** Beyond the quota a claim is taken and fails, as DescribePhoneNumber documents it. The same ClientToken gives the same number. */
  ClaimPhoneNumber({ account, now }, input) {
    const instance = targetOf(account, input);
    const known = madeBefore(instance.phoneNumbers.values(), input.ClientToken);
    if (known) return answerOf(known);
    const offer = offerOf(account, input.PhoneNumber);
    if (!offer) throw notFound(`Phone number ${input.PhoneNumber} is not available`);
    const id = account.newId();
    const number: PhoneNumber = {
      id,
      arn: `arn:aws:connect:${account.region}:${account.id}:phone-number/${id}`,
      name: offer.number,
      tags: input.Tags ?? {},
      modified: now,
      order: account.nextOrder(),
      country: offer.country,
      type: offer.type,
      description: input.PhoneNumberDescription,
      flowId: undefined,
      clientToken: input.ClientToken,
      failure: isFull(account.quotas, instance, 'phoneNumbers')
        ? 'The instance has as many phone numbers as its quota allows'
        : undefined,
    };
    instance.phoneNumbers.put(number);
    return answerOf(number);
  },

  /** A number that was claimed is not free again for some time. */
  ReleasePhoneNumber({ account, now }, { PhoneNumberId }) {
    const { instance, number } = claimed(account, PhoneNumberId);
    instance.phoneNumbers.delete(number.id);
    if (number.failure === undefined) instance.releasedNumbers.set(number.name, now);
    return {};
  },

  /** To another instance, which knows no flow of the first. */
  UpdatePhoneNumber({ account, now }, { PhoneNumberId, TargetArn, InstanceId }) {
    const { instance, number } = claimed(account, PhoneNumberId);
    const target = targetOf(account, { TargetArn, InstanceId });
    if (target !== instance) {
      instance.phoneNumbers.delete(number.id);
      target.phoneNumbers.put({ ...number, flowId: undefined, modified: now });
    }
    return answerOf(number);
  },

  UpdatePhoneNumberMetadata({ account, now }, { PhoneNumberId, PhoneNumberDescription }) {
    const { instance, number } = claimed(account, PhoneNumberId);
    const description = PhoneNumberDescription ?? number.description;
    instance.phoneNumbers.put({ ...number, description, modified: now });
    return {};
  },
} satisfies Operations;

function answerOf({ id, arn }: PhoneNumber) {
  return { PhoneNumberId: id, PhoneNumberArn: arn };
}

function summaryOf({ instance, number }: Claimed) {
  return {
    PhoneNumberId: number.id,
    PhoneNumberArn: number.arn,
    PhoneNumber: number.name,
    PhoneNumberCountryCode: number.country,
    PhoneNumberType: number.type,
    TargetArn: instance.arn,
    InstanceId: instance.id,
    PhoneNumberDescription: number.description,
  };
}
