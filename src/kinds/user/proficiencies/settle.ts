import type { InputOf, Send } from '../../../connect/port.ts';
import type { SentCall } from '../../kind.ts';
import { each, proficiencyKeyOf } from './proficiencies.ts';
import { list } from './read.ts';

/**
 * After an answer was lost, a repetition is refused, since what was to be added is there or what was to go is gone. Whether
 * the user has what the call was to bring about.
 */
export async function settleProficiencies({ call, input }: SentCall, send: Send): Promise<boolean> {
  if (call !== 'AssociateUserProficiencies' && call !== 'DisassociateUserProficiencies') return false;
  const { UserId = '', UserProficiencies = [] } = input as InputOf<'AssociateUserProficiencies'>;
  const levels = new Map(each(await list({ send }, UserId)).map((one) => [proficiencyKeyOf(one), one.level]));
  return UserProficiencies.every(({ AttributeName: attribute = '', AttributeValue: value = '', Level }) => {
    const level = levels.get(proficiencyKeyOf({ attribute, value }));
    return call === 'AssociateUserProficiencies' ? level === Level : level === undefined;
  });
}
