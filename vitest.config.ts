import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const lib = (file: string) => fileURLToPath(new URL(`lib/${file}`, import.meta.url));

/** The tests that `npm test` runs, the examples' own included: everything but the package and client tests, which have configurations of their own. */
export default defineConfig({
  resolve: {
    alias: [
      { find: /^aws-sim$/, replacement: lib("index.ts") },
      { find: /^aws-sim\/(vitest|jest)$/, replacement: lib("testing/$1.ts") },
    ],
  },
  test: {
    globalSetup: ["tests/support/inspector-page.ts"],
    include: ["tests/**/*.test.ts", "examples/**/*.test.ts"],
    // The example needs a global setup.
    exclude: ["tests/package/**", "tests/clients/**", "examples/shared-simulator/**"],
    // Node's own meaning of `import x from "a CommonJS package"`, which is what the built package lives with.
    deps: { interopDefault: false },
    pool: "threads",
    // The library keeps nothing in its modules, so files can share them: the SDKs are loaded once, not per file.
    isolate: false,
    // By default one core stays idle, which is half of a machine with two.
    maxWorkers: "100%",
    // `npm run compatibility` records which client exercises what.
    setupFiles: process.env.RECORD_COMPATIBILITY ? ["tools/compatibility/recorder.ts"] : [],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
