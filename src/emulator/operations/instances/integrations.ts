import { invalidRequest } from '../../protocol/errors.ts';
import type { Operations } from '../../rules/call.ts';
import { checkFree } from '../../rules/names.ts';
import { find } from '../../rules/references.ts';
import { findInstance } from '../../state/account.ts';
import { newResource } from '../../state/given/new-instance.ts';

/** Integrations of an instance, and what they are used for. What is integrated is no part of the emulator. */
export const integrations = {
  CreateIntegrationAssociation({ account }, { InstanceId, IntegrationType, IntegrationArn, Tags, ...rest }) {
    const instance = findInstance(account, InstanceId);
    const { SourceApplicationUrl, SourceApplicationName, SourceType } = rest;
    const source = { SourceApplicationUrl, SourceApplicationName, SourceType };
    const missing = Object.entries(source).find(([, value]) => value === undefined);
    if (IntegrationType === 'EVENT' && missing)
      throw invalidRequest(`An integration of type EVENT needs ${missing[0]}`);
    const name = `${IntegrationType} ${IntegrationArn}`;
    checkFree(instance.integrations, name, 'integration association');
    const resource = newResource(account, instance, { kind: 'integration-association', name, tags: Tags });
    instance.integrations.put({ ...resource, type: IntegrationType, integrationArn: IntegrationArn, source });
    return { IntegrationAssociationId: resource.id, IntegrationAssociationArn: resource.arn };
  },

  DeleteIntegrationAssociation({ account }, { InstanceId, IntegrationAssociationId }) {
    const instance = findInstance(account, InstanceId);
    const { id } = find(instance.integrations, IntegrationAssociationId, KIND);
    if ([...instance.useCases.values()].some(({ integrationId }) => integrationId === id))
      throw invalidRequest('The integration association still has use cases');
    instance.integrations.delete(id);
    return {};
  },

  ListIntegrationAssociations({ account, page }, { InstanceId, IntegrationType, IntegrationArn }) {
    const instance = findInstance(account, InstanceId);
    const wanted = [...instance.integrations.values()].filter(
      ({ type, integrationArn }) =>
        (IntegrationType === undefined || type === IntegrationType) &&
        (IntegrationArn === undefined || integrationArn === IntegrationArn),
    );
    const { items, NextToken } = page(wanted, ({ order }) => order);
    return {
      IntegrationAssociationSummaryList: items.map(({ id, arn, type, integrationArn, source }) => ({
        IntegrationAssociationId: id,
        IntegrationAssociationArn: arn,
        InstanceId: instance.id,
        IntegrationType: type,
        IntegrationArn: integrationArn,
        ...source,
      })),
      NextToken,
    };
  },

  /** "Each integration association can have only one of each use case type." */
  CreateUseCase({ account }, { InstanceId, IntegrationAssociationId, UseCaseType, Tags }) {
    const instance = findInstance(account, InstanceId);
    const integrationId = find(instance.integrations, IntegrationAssociationId, KIND).id;
    const name = `${UseCaseType} of ${integrationId}`;
    checkFree(instance.useCases, name, 'use case');
    const resource = newResource(account, instance, { kind: 'use-case', name, tags: Tags });
    instance.useCases.put({ ...resource, integrationId, type: UseCaseType });
    return { UseCaseId: resource.id, UseCaseArn: resource.arn };
  },

  DeleteUseCase({ account }, { InstanceId, IntegrationAssociationId, UseCaseId }) {
    const { integrations: all, useCases } = findInstance(account, InstanceId);
    const integration = find(all, IntegrationAssociationId, KIND);
    const useCase = find(useCases, UseCaseId, 'Use case');
    if (useCase.integrationId !== integration.id) throw invalidRequest('The use case belongs to another integration');
    useCases.delete(useCase.id);
    return {};
  },

  ListUseCases({ account, page }, { InstanceId, IntegrationAssociationId }) {
    const { integrations: all, useCases } = findInstance(account, InstanceId);
    const integration = find(all, IntegrationAssociationId, KIND);
    const own = [...useCases.values()].filter(({ integrationId }) => integrationId === integration.id);
    const { items, NextToken } = page(own, ({ order }) => order);
    return {
      UseCaseSummaryList: items.map(({ id, arn, type }) => ({ UseCaseId: id, UseCaseArn: arn, UseCaseType: type })),
      NextToken,
    };
  },
} satisfies Operations;

const KIND = 'Integration association';
