import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    // A generous end for what waits, on a machine that has much else to do.
    testTimeout: 60_000,
    // Many tests wait in real time for the built command, so there is room for more of them than there are cores.
    maxWorkers: 4,
    // The SDK warns about Node 20 on the first client; the product silences it itself, the tests here.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  },
});
