import { defineConfig } from "vitest/config";

/** Tests that fail, which `tests/testing/on-failure.test.ts` runs. */
export default defineConfig({ test: { include: ["**/*.vitest.ts"], deps: { interopDefault: false } } });
