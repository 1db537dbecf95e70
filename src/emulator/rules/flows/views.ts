import { invalidParameter } from '../../protocol/errors.ts';
import type { ViewContent } from '../../state/records/views.ts';

/** Bytes: "the total uncompressed content has a maximum file size of 400kB". */
const MAX_SIZE = 400 * 1024;

/** The size holds for all content, the template for what is published. */
export function checkView({ template, actions = [] }: ViewContent, status: 'PUBLISHED' | 'SAVED'): void {
  const size = [template ?? '', ...actions].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (size > MAX_SIZE) throw invalidParameter(`The content of a view has at most ${MAX_SIZE} bytes`);
  if (status === 'PUBLISHED' && !isObject(template))
    throw invalidParameter('The Template of a view that is published is not a JSON object');
}

function isObject(text: string | undefined): boolean {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
