// Flows. The emulator keeps their content and runs none of them.

import type { ContactFlowState, ContactFlowType } from '@aws-sdk/client-connect';
import type { Drafted } from '../drafts.ts';

/** Its content is JSON of the flow language, as text, exactly as it came. */
export interface Flow extends Drafted<string> {
  readonly type: ContactFlowType;
  readonly state: ContactFlowState;
}
