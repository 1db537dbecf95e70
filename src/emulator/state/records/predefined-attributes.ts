import type { Resource } from '../table.ts';

/** What users can be proficient in. Has no id, ARN or tags on the wire: its name is its address. */
export interface PredefinedAttribute extends Resource {
  readonly values: readonly string[];
  readonly purposes: readonly string[];
  /** Whether contacts may only have these values. */
  readonly enforced: boolean;
  /** Whose values cannot be changed. */
  readonly readOnly: boolean;
}

export type NewAttribute = Pick<PredefinedAttribute, 'name' | 'values' | 'purposes' | 'enforced' | 'readOnly'>;

/** The record of an attribute: its id is its name, without regard to case. */
export const attributeRecord = (
  attribute: NewAttribute,
  made: Pick<Resource, 'modified' | 'order'>,
): PredefinedAttribute => ({
  ...attribute,
  ...{ id: attributeKey(attribute.name), arn: '', tags: {} },
  ...made,
});

/** Names are the same without regard to case: documented. */
export function attributeKey(name: string): string {
  return name.toLowerCase();
}

/** Amazon Connect's own attributes and their values have this before them. */
const SYSTEM = 'connect:';

export function isSystem(name: string): boolean {
  return name.startsWith(SYSTEM);
}

const SUBTYPES = ['Telephony', 'WebRTC', 'Chat', 'SMS', 'Apple', 'Guide', 'Task', 'Email'];

/** Source: "System predefined attributes" of the administrator guide. The values of connect:Subtype are a guess. */
export const SYSTEM_ATTRIBUTES: readonly NewAttribute[] = [
  { name: `${SYSTEM}Language`, values: [], purposes: [], enforced: false, readOnly: false },
  {
    name: `${SYSTEM}Subtype`,
    values: SUBTYPES.map((subtype) => SYSTEM + subtype),
    purposes: [],
    enforced: false,
    readOnly: true,
  },
  { name: `${SYSTEM}WorkloadType`, values: [], purposes: [], enforced: false, readOnly: false },
];
