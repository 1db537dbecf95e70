import { invalidRequest } from '../../protocol/errors.ts';
import type { Operations } from '../../rules/call.ts';
import { checkFree } from '../../rules/names.ts';
import { checkQuota } from '../../rules/quotas.ts';
import { find } from '../../rules/references.ts';
import { type Account, findInstance } from '../../state/account.ts';
import { newResource } from '../../state/given/new-instance.ts';
import type { Prompt } from '../../state/records/prompts.ts';
import { DESCRIBED, searchTable } from '../search-table.ts';

export const prompts = {
  CreatePrompt({ account }, { InstanceId, Name, Description, S3Uri, Tags }) {
    const instance = findInstance(account, InstanceId);
    checkFree(instance.prompts, Name, 'prompt');
    checkQuota(account, instance, 'prompts');
    const resource = newResource(account, instance, { kind: 'prompt', name: Name, tags: Tags });
    instance.prompts.put({ ...resource, description: Description, s3Uri: S3Uri });
    return { PromptARN: resource.arn, PromptId: resource.id };
  },

  DescribePrompt({ account }, { InstanceId, PromptId }) {
    return { Prompt: describePrompt(account, find(findInstance(account, InstanceId).prompts, PromptId, 'Prompt')) };
  },

  /** What is left out stays. Does not declare DuplicateResourceException. */
  UpdatePrompt({ account, now }, { InstanceId, PromptId, Name, Description, S3Uri }) {
    const { prompts: all } = findInstance(account, InstanceId);
    const live = find(all, PromptId, 'Prompt');
    const holder = Name === undefined ? undefined : all.named(Name);
    if (holder && holder.id !== live.id) throw invalidRequest(`A prompt with the name ${Name} already exists`);
    all.put({
      ...live,
      name: Name ?? live.name,
      description: Description ?? live.description,
      s3Uri: S3Uri ?? live.s3Uri,
      modified: now,
    });
    return { PromptARN: live.arn, PromptId: live.id };
  },

  DeletePrompt({ account }, { InstanceId, PromptId }) {
    const { prompts: all } = findInstance(account, InstanceId);
    all.delete(find(all, PromptId, 'Prompt').id);
    return {};
  },

  ListPrompts({ account, page }, { InstanceId }) {
    const { items, NextToken } = page(findInstance(account, InstanceId).prompts.values(), ({ order }) => order);
    return {
      PromptSummaryList: items.map(({ id, arn, name, modified }) => ({
        Id: id,
        Arn: arn,
        Name: name,
        LastModifiedTime: new Date(modified),
        LastModifiedRegion: account.region,
      })),
      NextToken,
    };
  },

  SearchPrompts(call, input) {
    const { prompts: table } = findInstance(call.account, input.InstanceId);
    const { items, ...rest } = searchTable(call, input, { table, fields: DESCRIBED });
    return { Prompts: items.map((prompt) => describePrompt(call.account, prompt)), ...rest };
  },
} satisfies Operations;

function describePrompt({ region }: Account, { id, arn, name, description, tags, modified }: Prompt) {
  return {
    PromptARN: arn,
    PromptId: id,
    Name: name,
    Description: description,
    Tags: tags,
    LastModifiedTime: new Date(modified),
    LastModifiedRegion: region,
  };
}
