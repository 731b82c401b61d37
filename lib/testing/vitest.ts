import { type AwsSimOptions, checkOptionNames } from "../options.js";
import { type AwsSim, createAwsSim } from "../sim.js";
import { shown } from "../values/foreign-values.js";
import { reportFailedTest } from "./failure-report.js";
import type { AwsSimMatchers } from "./matchers.js";
import { reportUnanswered } from "./unanswered.js";

export { type AwsSimMatchers, matchers } from "./matchers.js";

declare global {
  // Vitest's assertions inherit all members of Chai's. Vitest's own interfaces cannot be extended for every
  // version: their type parameters differ between Vitest 4 and 5, and Vitest 4 ignores extensions before its
  // own import.
  namespace Chai {
    interface Assertion extends AwsSimMatchers<void> {}
  }
}

/** Options of {@link awsSimFixture}: those of `createAwsSim`, and the lifetime of a simulator. */
export interface AwsSimFixtureOptions extends AwsSimOptions {
  /**
   * Lifetime of a simulator. `"test"` (default): one for each test. `"file"` or `"worker"`: one for all tests
   * of a file or worker, reset after each test (Vitest 3.2 or later).
   */
  readonly scope?: "test" | "file" | "worker";
}

const SCOPES: readonly unknown[] = ["test", "file", "worker"];

type Use<Value> = (value: Value) => Promise<void>;

/** The part of Vitest's fixture context that is used here. */
interface TestContext {
  readonly task: {
    readonly name?: string;
    readonly suite?: Suite | undefined;
    readonly file?: { readonly name: string } | undefined;
    readonly result?:
      | { readonly state: string; readonly errors?: readonly unknown[] | undefined }
      | undefined;
  };
}

/** A `describe` block. */
interface Suite {
  readonly name: string;
  readonly suite?: Suite | undefined;
}

type FixtureFunction<Context, Value> = (context: Context, use: Use<Value>) => Promise<void>;

/** A fixture function with its options, as `test.extend` accepts it. */
type Fixture<Context, Value> = [
  FixtureFunction<Context, Value>,
  { scope?: "test" | "file" | "worker"; auto: boolean },
];

/** The fixtures that {@link awsSimFixture} adds to a test's context. */
export interface AwsSimFixtures {
  /** The simulator of the test. */
  sim: AwsSim;
  /** @internal Brings a shared simulator back to how it was made. */
  simReset: undefined;
}

/**
 * Fixtures for `test.extend`: `sim`, a simulator that is closed automatically.
 *
 * ```ts
 * const test = base.extend(awsSimFixture({ delays: 0 }));
 * test("…", async ({ sim }) => { … });
 * ```
 *
 * Throws TypeError for an unknown option.
 *
 * With a scope other than `"test"`, Vitest needs the types explicitly:
 * `base.extend<AwsSimFixtures>(awsSimFixture({ scope: "file" }))`.
 */
export function awsSimFixture(options?: AwsSimOptions & { readonly scope?: "test" }): {
  sim: FixtureFunction<TestContext, AwsSim>;
};
export function awsSimFixture(options: AwsSimFixtureOptions): {
  sim: Fixture<object, AwsSim>;
  simReset: Fixture<TestContext & { sim: AwsSim }, undefined>;
};
export function awsSimFixture(given: AwsSimFixtureOptions = {}): {
  sim: FixtureFunction<TestContext, AwsSim> | Fixture<object, AwsSim>;
  simReset?: Fixture<TestContext & { sim: AwsSim }, undefined>;
} {
  checkOptionNames(given, "awsSimFixture", "scope");
  const { scope = "test", ...options } = given;
  if (!SCOPES.includes(scope))
    throw new TypeError(`The scope of awsSimFixture cannot be ${shown(scope)}. Use ${SCOPES.join(", ")}.`);
  // Vitest recognises a list as a fixture with options by the member "auto".
  return scope === "test"
    ? { sim: ownSimulator(options) }
    : {
        sim: [sharedSimulator(options), { scope, auto: false }],
        simReset: [resetFixture(options), { auto: true }],
      };
}

function ownSimulator(options: AwsSimOptions): FixtureFunction<TestContext, AwsSim> {
  // Vitest reads the names of the required fixtures from the pattern.
  return async ({ task }, use) => {
    const sim = await createAwsSim(options);
    try {
      await use(sim);
    } finally {
      await reportFailure(task, sim, options);
      await sim.close();
    }
  };
}

function sharedSimulator(options: AwsSimOptions): FixtureFunction<object, AwsSim> {
  // biome-ignore lint/correctness/noEmptyPattern: it needs nothing, see above
  return async ({}, use) => {
    const sim = await createAwsSim(options);
    try {
      await use(sim);
    } finally {
      await sim.close();
    }
  };
}

function resetFixture(options: AwsSimOptions): FixtureFunction<TestContext & { sim: AwsSim }, undefined> {
  return async ({ sim, task }, use) => {
    await use(undefined);
    await reportFailure(task, sim, options);
    sim.reset();
  };
}

async function reportFailure(
  task: TestContext["task"],
  sim: AwsSim,
  { inspect }: AwsSimOptions,
): Promise<void> {
  if (task.result?.state !== "fail") return;
  reportUnanswered(sim);
  if (inspect === "on-failure") await reportFailedTest(sim, namesOf(task), task.result.errors ?? []);
}

/** The file of a test, its blocks and its own name. */
function namesOf({ name = "", suite, file }: TestContext["task"]): string[] {
  const blocks: string[] = [];
  for (let block = suite; block; block = block.suite) blocks.unshift(block.name);
  return [file?.name ?? "", ...blocks, name];
}
