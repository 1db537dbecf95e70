// The event of a call that writes, in the shape of AWS CloudTrail. Sources: "CloudTrail record contents" of the CloudTrail
// guide, and "Logging Amazon Connect API calls with AWS CloudTrail" of the administrator guide, whose example has
// requestParameters with PascalCase names. Which secrets CloudTrail masks in calls of Amazon Connect is a guess.

import { randomUUID } from 'node:crypto';
import { type Credential, role } from '../protocol/authorize.ts';
import type { AwsError } from '../protocol/errors.ts';

export type Outcome = { readonly body: string } | { readonly error: AwsError };

/** A call that was answered. */
export type Written = Outcome & {
  /** The account's number. */
  readonly account: string;
  readonly operation: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly credential: Credential;
  /** Undefined where the call was refused before it was read. */
  readonly input: Readonly<Record<string, unknown>> | undefined;
  readonly from: { readonly address: string; readonly agent: string };
  readonly requestID: string;
};

/** A CloudTrail record; only the members that a reader of this project needs to know. */
export interface TrailEvent {
  readonly eventID: string;
  readonly eventName: string;
  /** ISO 8601, in seconds. */
  readonly eventTime: string;
  readonly awsRegion: string;
  readonly recipientAccountId: string;
  readonly [member: string]: unknown;
}

const MASK = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/** Members whose value is nobody's business; a ClientToken or NextToken is no secret. */
const SECRET = /^(?:Password|ParticipantToken|AccessToken|RefreshToken|ConnectionData)$/;

export function eventOf(written: Written): TrailEvent {
  const { account, operation, at, credential, input, from, requestID } = written;
  const { accessKeyId, region } = credential;
  const roleName = role.slice(role.lastIndexOf('/') + 1);
  return {
    eventVersion: '1.09',
    userIdentity: {
      type: 'AssumedRole',
      principalId: `AROAEXAMPLE:${accessKeyId}`,
      arn: `${role}/${accessKeyId}`,
      accountId: account,
      accessKeyId,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: 'AROAEXAMPLE',
          arn: `arn:aws:iam::${account}:role/${roleName}`,
          accountId: account,
          userName: roleName,
        },
      },
    },
    eventTime: new Date(at).toISOString().replace(/\.\d+Z$/, 'Z'),
    eventSource: 'connect.amazonaws.com',
    eventName: operation,
    awsRegion: region,
    sourceIPAddress: from.address,
    userAgent: from.agent,
    ...('error' in written && { errorCode: written.error.name, errorMessage: written.error.message }),
    requestParameters: input ? masked(input) : null,
    responseElements: 'body' in written && written.body !== '' ? masked(JSON.parse(written.body)) : null,
    requestID,
    eventID: randomUUID(),
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
  };
}

function masked(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(masked);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, SECRET.test(key) ? MASK : masked(part)]));
}

/** As Amazon EventBridge delivers what CloudTrail records. Source: "AWS API call events via CloudTrail" of its guide. */
export function envelopeOf(event: TrailEvent): Readonly<Record<string, unknown>> {
  return {
    version: '0',
    id: event.eventID,
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.connect',
    account: event.recipientAccountId,
    time: event.eventTime,
    region: event.awsRegion,
    resources: [],
    detail: event,
  };
}
