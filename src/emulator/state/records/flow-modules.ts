import type { ContactFlowModuleState } from '@aws-sdk/client-connect';
import type { Drafted } from '../drafts.ts';

/** A part of flows. The emulator keeps modules and runs none of them. */
export interface FlowModule extends Drafted<ModuleContent> {
  readonly state: ContactFlowModuleState;
  readonly external: { readonly Enabled?: boolean } | undefined;
  readonly clientToken: string | undefined;
}

export interface ModuleContent {
  /** JSON of the flow language, as text, exactly as it came. */
  readonly text: string;
  /** JSON as text. */
  readonly settings: string | undefined;
}
