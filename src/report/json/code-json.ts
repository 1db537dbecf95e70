import type { CodePage } from '../../base/codes.ts';
import type { Json } from '../../base/json.ts';
import { formatVersion } from '../../plan/model/plan-file.ts';

/** What a code means, as `explain --format json` prints it. */
export const codeDocument = ({
  id,
  code,
  title,
  cause,
  example,
  fix,
}: CodePage): { readonly [name: string]: Json } => ({
  ...{ formatVersion, id, code, title, cause, fix },
  example: example.join('\n'),
});
