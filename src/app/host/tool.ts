import manifest from '../../../package.json' with { type: 'json' };

/** Set by the build: `commit 1a2b3c4d, built 2026-11-29T08:30:00Z`. */
declare const BUILD: string | undefined;

/** What this program calls itself in its output. */
export const tool = { name: manifest.name, version: manifest.version } as const;

/** Of which commit this was built, and when. */
export const builtOf = typeof BUILD === 'undefined' ? 'not built' : BUILD;

/** The oldest Node.js that it runs on: `20.19`. */
export const supportedNode = manifest.engines.node.replace('>=', '');
