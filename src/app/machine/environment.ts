/** The environment of this process. */
export const environment = () => ({ env: process.env, cwd: process.cwd() });

/** The version of Node.js that runs this: `22.11.0`. */
export const nodeVersion = process.versions.node;

/** Whether files here have modes that say who may read them; on Windows they mean something else. */
export const hasFileModes = process.platform !== 'win32';
