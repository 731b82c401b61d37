import { defineConfig } from "vitest/config";

/** Tests through clients that are not ours: programs and SDKs of other languages, each where it is installed. */
export default defineConfig({
  test: {
    include: ["tests/clients/**/*.test.ts"],
    // As in vitest.config.ts.
    deps: { interopDefault: false },
    pool: "threads",
    // More than there are cores: what runs is other programs, and Terraform's sleeps most of its time.
    maxWorkers: 4,
    // Nothing in the simulator outlives a test, so that files can share what is loaded.
    isolate: false,
    // `npm run compatibility` records which client exercises what.
    setupFiles: process.env.RECORD_COMPATIBILITY ? ["tools/compatibility/recorder.ts"] : [],
    testTimeout: 480_000,
    hookTimeout: 480_000,
  },
});
