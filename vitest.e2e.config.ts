import { defineConfig } from 'vitest/config';

/** Tests in a real window: one after the other, since they share one display. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
