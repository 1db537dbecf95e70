import { configDefaults, defineConfig } from 'vitest/config';

/**
 * For `npm run mutation`: tests that do not need the built command, since each of them runs many times, and none that takes
 * seconds. They share their modules, which takes less time than loading them for each file.
 */
export default defineConfig({
  test: {
    include: ['test/{base,plan,reconciler,connect,kinds,config}/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'test/config/bounds.test.ts', 'test/kinds/routing-profile/in-use.test.ts'],
    isolate: false,
    testTimeout: 20_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  },
});
