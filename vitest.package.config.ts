import { defineConfig } from "vitest/config";

/** Tests of the packed package: they build, pack and install it, and take minutes, not seconds. */
export default defineConfig({
  test: {
    include: ["tests/package/*.test.ts"],
    globalSetup: ["tests/package/pack.ts"],
    pool: "forks",
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
