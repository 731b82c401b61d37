import { type AwsSimOptions, checkOptionNames } from "../options.js";
import { type AwsSim, createAwsSim } from "../sim.js";
import { shown } from "../values/foreign-values.js";
import type { AwsSimMatchers } from "./matchers.js";

export { type AwsSimMatchers, matchers } from "./matchers.js";

declare global {
  // Vitest's assertions have all members of Chai's. Its own interfaces cannot be extended for every version: their type
  // parameters differ between Vitest 4 and 5, and Vitest 4 only sees extensions that follow its own import.
  namespace Chai {
    interface Assertion extends AwsSimMatchers<void> {}
  }
}

/** Options of {@link awsSimFixture}: those of `createAwsSim`, and how long a simulator lives. */
export interface AwsSimFixtureOptions extends AwsSimOptions {
  /**
   * `"test"` (default): every test has its own. `"file"`, `"worker"`: the tests
   * of a file or worker share one, which is reset after each test (Vitest 3.2 or newer).
   */
  readonly scope?: "test" | "file" | "worker";
}

const SCOPES: readonly unknown[] = ["test", "file", "worker"];

type Use<Value> = (value: Value) => Promise<void>;

type FixtureFunction<Context, Value> = (context: Context, use: Use<Value>) => Promise<void>;

/** A fixture function with its options, as `test.extend` takes it. */
type Fixture<Context, Value> = [
  FixtureFunction<Context, Value>,
  { scope?: "test" | "file" | "worker"; auto: boolean },
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
 * const test = base.extend(awsSimFixture({ delays: 0 }));
 * test("…", async ({ sim }) => { … });
 * ```
 *
 * Throws a TypeError for an unknown option.
 *
 * With another scope than `"test"`, Vitest has to be told the types:
 * `base.extend<AwsSimFixtures>(awsSimFixture({ scope: "file" }))`.
 */
export function awsSimFixture(options?: AwsSimOptions & { readonly scope?: "test" }): {
  sim: FixtureFunction<object, AwsSim>;
};
export function awsSimFixture(options: AwsSimFixtureOptions): {
  sim: Fixture<object, AwsSim>;
  simReset: Fixture<{ sim: AwsSim }, undefined>;
};
export function awsSimFixture(given: AwsSimFixtureOptions = {}): {
  sim: FixtureFunction<object, AwsSim> | Fixture<object, AwsSim>;
  simReset?: Fixture<{ sim: AwsSim }, undefined>;
} {
  checkOptionNames(given, "awsSimFixture", "scope");
  const { scope = "test", ...options } = given;
  if (!SCOPES.includes(scope))
    throw new TypeError(`The scope of awsSimFixture cannot be ${shown(scope)}. Give ${SCOPES.join(", ")}.`);
  const sim = simulatorFixture(options);
  // Vitest takes a list for a fixture with options by the member "auto".
  return scope === "test"
    ? { sim }
    : { sim: [sim, { scope, auto: false }], simReset: [resetFixture, { auto: true }] };
}

function simulatorFixture(options: AwsSimOptions): FixtureFunction<object, AwsSim> {
  // Vitest reads the names of what a fixture needs from this pattern: none.
  // biome-ignore lint/correctness/noEmptyPattern: see above
  return async ({}, use) => {
    const sim = await createAwsSim(options);
    try {
      await use(sim);
    } finally {
      await sim.close();
    }
  };
}

async function resetFixture({ sim }: { sim: AwsSim }, use: Use<undefined>): Promise<void> {
  await use(undefined);
  sim.reset();
}
