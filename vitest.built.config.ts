import { fileURLToPath } from "node:url";
import { defineConfig, mergeConfig } from "vitest/config";
import unit from "./vitest.config.js";

const built = fileURLToPath(new URL("dist/esm/index.js", import.meta.url));

/**
 * The tests of `npm test` with the built package in place of lib/index.ts: they find what the bundler breaks, such as a
 * call that it takes for pure.
 */
export default mergeConfig(
  unit,
  defineConfig({
    plugins: [
      {
        name: "built-package",
        enforce: "pre",
        resolveId: (id: string) => (/^(aws-sim|(\.\.\/)+lib\/index\.js)$/.test(id) ? built : undefined),
      },
    ],
    // The contract of rows imports tables of the sources, which are not those of the built package.
    test: {
      exclude: ["tests/runtime/store/rows.contract.test.ts"],
      server: { deps: { external: [/\/dist\/esm\//] } },
    },
  }),
);
