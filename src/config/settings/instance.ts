import type { Diagnostic, SourceSpan } from '../../base/diagnostic.ts';
import { isMap } from '../../base/json.ts';
import { type SourceFile, spanOf } from '../files/source-file.ts';

/** The Amazon Connect instance as the files name it: by id or by alias. */
export interface InstanceName {
  /** The bare id, also where the file has the ARN. */
  readonly id?: string;
  readonly alias?: string;
  /** As written, or from the ARN. Absent: the environment decides. */
  readonly region?: string;
  readonly locate: SourceSpan;
}

export interface InstanceReading {
  readonly instance?: InstanceName;
  readonly diagnostics: readonly Diagnostic[];
}

const arn = /^arn:[^:]+:connect:([^:]+):\d+:instance\/(.+)$/;

/** The instance of a file whose `instance` the schema has accepted. */
export function readInstance(source: SourceFile): InstanceReading {
  const { value } = source.document;
  const written = isMap(value) ? value['instance'] : undefined;
  if (!isMap(written)) return { diagnostics: [] };
  const id = textOf(written['id']);
  const alias = textOf(written['alias']);
  const region = textOf(written['region']);
  const [, arnRegion, arnId] = arn.exec(id ?? '') ?? [];
  const diagnostics: Diagnostic[] = [];
  if (region !== undefined && arnRegion !== undefined && region !== arnRegion) {
    diagnostics.push({
      severity: 'error',
      code: 'region-mismatch',
      message: `instance.region is ${region}, but the ARN is of ${arnRegion}; remove the region or correct it.`,
      source: spanOf(source, ['instance', 'region']),
    });
  }
  const settled = arnRegion ?? region;
  const bareId = arnId ?? id;
  return {
    instance: {
      ...(bareId !== undefined && { id: bareId }),
      ...(alias !== undefined && { alias }),
      ...(settled !== undefined && { region: settled }),
      locate: spanOf(source, ['instance'], 'key'),
    },
    diagnostics,
  };
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
