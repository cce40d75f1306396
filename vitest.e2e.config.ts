import { defineConfig } from 'vitest/config';

/** Tests in a real window: one after the other, since they share one display. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 90_000,
    // A busy machine can keep a real window waiting; what is broken fails twice.
    retry: 1,
    hookTimeout: 60_000,
  },
});
