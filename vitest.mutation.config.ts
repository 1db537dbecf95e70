import { defineConfig } from 'vitest/config';

/** For `npm run mutation`: tests that do not need the built command, since each of them runs many times. */
export default defineConfig({
  test: {
    include: ['test/{base,plan,reconciler,connect,kinds,config}/**/*.test.ts'],
    testTimeout: 20_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  },
});
