import type { AwsSimOptions } from "../options.js";
import { type AwsSim, createAwsSim } from "../sim.js";
import type { AwsSimMatchers } from "./matchers.js";

export { type AwsSimMatchers, matchers } from "./matchers.js";

declare module "vitest" {
  // Vitest's own name and parameter; merging is what the empty interface is for.
  interface Assertion<T> extends AwsSimMatchers<void> {}
}

/** Options of {@link awsSimFixture}: those of `createAwsSim`, and how long a simulator lives. */
export interface AwsSimFixtureOptions extends AwsSimOptions {
  /**
   * `"test"` (default): every test has its own. `"file"`, `"worker"`: the tests
   * of a file or worker share one, which is reset after each test (Vitest 3.2 or newer).
   */
  readonly scope?: "test" | "file" | "worker";
}

type Use<Value> = (value: Value) => Promise<void>;

/** A fixture function with its options, as `test.extend` takes it. */
type Fixture<Context, Value> = [
  (context: Context, use: Use<Value>) => Promise<void>,
  { scope?: "test" | "file" | "worker"; auto?: boolean },
];

/** What {@link awsSimFixture} adds to a test's context. */
export interface AwsSimFixtures {
  /** The simulator. */
  sim: AwsSim;
  /** @internal Brings a shared simulator back to how it was made. */
  simReset: undefined;
}

/**
 * Fixtures for `test.extend`: `sim`, a simulator that is closed by itself.
 *
 * ```ts
 * const test = base.extend<AwsSimFixtures>(awsSimFixture({ delays: 0 }));
 * test("…", async ({ sim }) => { … });
 * ```
 */
export function awsSimFixture(options: AwsSimFixtureOptions = {}): {
  sim: Fixture<object, AwsSim>;
  simReset: Fixture<{ sim: AwsSim }, undefined>;
} {
  const { scope = "test", ...simOptions } = options;
  return {
    sim: [
      // Vitest reads the names of what a fixture needs from this pattern: none.
      // biome-ignore lint/correctness/noEmptyPattern: see above
      async ({}, use) => {
        const sim = await createAwsSim(simOptions);
        try {
          await use(sim);
        } finally {
          await sim.close();
        }
      },
      // Vitest takes this for options by the member "auto"; versions before 3.2 know no scope.
      { auto: false, ...(scope !== "test" && { scope }) },
    ],
    simReset: [
      async ({ sim }, use) => {
        await use(undefined);
        sim.reset();
      },
      // A simulator of one test alone is closed anyway, and made only for tests that ask for it.
      { auto: scope !== "test" },
    ],
  };
}
