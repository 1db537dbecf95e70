/** The environment of this process. */
export const environment = () => ({ env: process.env, cwd: process.cwd() });
