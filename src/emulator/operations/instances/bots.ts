import type { LexBot, LexV2Bot } from '@aws-sdk/client-connect';
import { invalidRequest } from '../../protocol/errors.ts';
import { associate, checkRoom, dissociate, newAssociation } from '../../rules/associations.ts';
import type { Call, Operations } from '../../rules/call.ts';
import { type Account, findInstance } from '../../state/account.ts';

/** Bots of Amazon Lex: V1 by name and Region, V2 by the ARN of an alias. The bots themselves are no part of the emulator. */
export const bots = {
  AssociateBot({ account }, input) {
    const bot = eitherBot(input);
    if (bot.version === 'V1') associateV1(account, input.InstanceId, bot.bot);
    else associateV2(account, input.InstanceId, bot.arn);
    return {};
  },

  DisassociateBot({ account }, input) {
    const bot = eitherBot(input);
    const { lexBots, lexV2Bots } = findInstance(account, input.InstanceId);
    if (bot.version === 'V1') dissociate(lexBots, keyOf(bot.bot));
    else dissociate(lexV2Bots, bot.arn);
    return {};
  },

  ListBots(call, { InstanceId, LexVersion }) {
    if (LexVersion === 'V1') {
      const { LexBots, NextToken } = listV1(call, InstanceId);
      return { LexBots: LexBots.map((bot) => ({ LexBot: bot })), NextToken };
    }
    const all = findInstance(call.account, InstanceId).lexV2Bots.values();
    const { items, NextToken } = call.page(all, ({ order }) => order);
    return { LexBots: items.map(({ name }) => ({ LexV2Bot: { AliasArn: name } })), NextToken };
  },

  AssociateLexBot({ account }, { InstanceId, LexBot }) {
    associateV1(account, InstanceId, LexBot);
    return {};
  },

  DisassociateLexBot({ account }, { InstanceId, BotName, LexRegion }) {
    dissociate(findInstance(account, InstanceId).lexBots, keyOf({ Name: BotName, LexRegion }));
    return {};
  },

  ListLexBots(call, { InstanceId }) {
    return listV1(call, InstanceId);
  },
} satisfies Operations;

type Bot = { readonly version: 'V1'; readonly bot: LexBot } | { readonly version: 'V2'; readonly arn: string };

function eitherBot({ LexBot: one, LexV2Bot: two }: { readonly LexBot?: LexBot; readonly LexV2Bot?: LexV2Bot }): Bot {
  if (one && !two) return { version: 'V1', bot: one };
  if (two?.AliasArn !== undefined && !one) return { version: 'V2', arn: two.AliasArn };
  throw invalidRequest('Either LexBot or LexV2Bot with its AliasArn is required');
}

function keyOf({ Name, LexRegion }: LexBot): string {
  return `${LexRegion}/${Name}`;
}

function associateV1(account: Account, instanceId: string, bot: LexBot): void {
  const instance = findInstance(account, instanceId);
  checkRoom(account, instance, 'lexBots');
  associate(instance.lexBots, { ...newAssociation(account, keyOf(bot)), bot });
}

function associateV2(account: Account, instanceId: string, arn: string): void {
  const instance = findInstance(account, instanceId);
  checkRoom(account, instance, 'lexV2Bots');
  associate(instance.lexV2Bots, newAssociation(account, arn));
}

function listV1({ account, page }: Call, instanceId: string) {
  const { items, NextToken } = page(findInstance(account, instanceId).lexBots.values(), ({ order }) => order);
  return { LexBots: items.map(({ bot }) => bot), NextToken };
}
