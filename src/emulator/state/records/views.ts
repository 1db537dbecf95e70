import type { Drafted } from '../drafts.ts';

/** What an agent's workspace shows. The emulator keeps views and renders none. */
export interface View extends Drafted<ViewContent> {
  readonly clientToken: string | undefined;
  /** Milliseconds since 1970. */
  readonly created: number;
}

export interface ViewContent {
  /** JSON as text, exactly as it came. */
  readonly template: string | undefined;
  readonly actions: readonly string[] | undefined;
}

/** All of a view's content as one text. */
export function viewText({ template, actions }: ViewContent): string {
  return JSON.stringify([template, actions]);
}
