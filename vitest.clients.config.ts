import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Tests through clients that are not ours: programs and SDKs of other languages, each where it is installed. */
export default defineConfig({
  // The application of examples/docker-on-ecs, which the docker command drives, has tests that import it by its name.
  resolve: {
    alias: [{ find: /^aws-sim$/, replacement: fileURLToPath(new URL("lib/index.ts", import.meta.url)) }],
  },
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
