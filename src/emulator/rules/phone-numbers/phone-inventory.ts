// The telephone numbers that can be claimed. They are made up: in every country that is listed here a hundred geographic
// numbers and a hundred toll-free ones.

import type { PhoneNumberCountryCode, PhoneNumberType } from '@aws-sdk/client-connect';
import type { Account } from '../../state/account.ts';

export interface Offer {
  readonly number: string;
  readonly country: PhoneNumberCountryCode;
  readonly type: PhoneNumberType;
  /** Its place in the list of its country and type. */
  readonly order: number;
}

/** Calling code and the area of the geographic numbers. */
const COUNTRIES: { readonly [C in PhoneNumberCountryCode]?: readonly [code: string, area: string] } = {
  US: ['1', '206'],
  AT: ['43', '1'],
  AU: ['61', '2'],
  BE: ['32', '2'],
  BR: ['55', '11'],
  CH: ['41', '44'],
  DE: ['49', '30'],
  DK: ['45', '33'],
  ES: ['34', '91'],
  FR: ['33', '1'],
  GB: ['44', '113'],
  IE: ['353', '1'],
  IN: ['91', '22'],
  IT: ['39', '02'],
  JP: ['81', '3'],
  KR: ['82', '2'],
  MX: ['52', '55'],
  NL: ['31', '20'],
  NZ: ['64', '9'],
  PL: ['48', '22'],
  PT: ['351', '21'],
  SE: ['46', '8'],
  SG: ['65', '6'],
  ZA: ['27', '11'],
};

const PER_LIST = 100;
const TOLL_FREE = '800';

/** Milliseconds for which a number that was released can be neither found nor claimed: "up to 180 days". */
const COOLDOWN = 180 * 24 * 60 * 60 * 1000;

function offers(country: PhoneNumberCountryCode, type: PhoneNumberType): Offer[] {
  const [code, geographic] = COUNTRIES[country] ?? [];
  const area = type === 'DID' ? geographic : type === 'TOLL_FREE' ? TOLL_FREE : undefined;
  if (code === undefined || area === undefined) return [];
  return Array.from({ length: PER_LIST }, (_, order) => ({
    number: `+${code}${area}555${String(100 + order).padStart(4, '0')}`,
    country,
    type,
    order,
  }));
}

/** What can be claimed now. */
export function available(account: Account, country: PhoneNumberCountryCode, type: PhoneNumberType): Offer[] {
  return offers(country, type).filter(({ number }) => isFree(account, number));
}

/** The offer of a number, if it can be claimed now. */
export function offerOf(account: Account, number: string): Offer | undefined {
  const countries = Object.keys(COUNTRIES) as PhoneNumberCountryCode[];
  const all = countries.flatMap((country) => [...offers(country, 'DID'), ...offers(country, 'TOLL_FREE')]);
  return isFree(account, number) ? all.find((offer) => offer.number === number) : undefined;
}

function isFree(account: Account, number: string): boolean {
  return [...account.instances.values()].every(({ phoneNumbers, releasedNumbers }) => {
    const released = releasedNumbers.get(number);
    return !phoneNumbers.named(number) && (released === undefined || account.now() >= released + COOLDOWN);
  });
}
