import type { Condition } from '@aws-sdk/client-connect';
import { expect } from 'vitest';
import type { Proficiency } from '../../src/kinds/user/proficiencies/proficiencies.ts';

/** Whether a search of Connect with these conditions finds somebody who has this proficiency. */
export const meets = (conditions: readonly Condition[], { attribute, value, level }: Proficiency): boolean =>
  conditions.every(({ StringCondition: text, NumberCondition: number }) => {
    if (text) return text.Value === (text.FieldName === 'name' ? attribute : value);
    expect(number).toMatchObject({ FieldName: 'limit', ComparisonType: 'NOT_EQUAL' });
    return level !== number?.MinValue;
  });
