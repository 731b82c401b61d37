import { type AwsSimOptions, checkOptionNames } from "../options.js";
import { type AwsSim, createAwsSim } from "../sim.js";
import { reportFailedTest } from "./failure-report.js";
import type { AwsSimMatchers } from "./matchers.js";
import { reportUnanswered } from "./unanswered.js";

export { type AwsSimMatchers, matchers } from "./matchers.js";

declare global {
  // Merges with @types/jest; without that package, the declaration has no effect.
  namespace jest {
    interface Matchers<R, T> extends AwsSimMatchers<R> {}
  }
}

/** A hook of Jest; its argument returns nothing or a promise. */
type Hook = (run: () => void | Promise<void>) => unknown;

/** The hooks of the test runner, with which {@link useAwsSim} registers. */
export interface Hooks {
  readonly beforeAll: Hook;
  readonly afterEach: Hook;
  readonly afterAll: Hook;
}

/**
 * Starts a simulator for the tests of a file or `describe` block. It starts before the tests, is reset after
 * each test, and is closed after the last one.
 *
 * ```ts
 * const sim = useAwsSim({ delays: 0 });
 * test("…", async () => { const ecs = new ECSClient(sim().clientConfig()); … });
 * ```
 *
 * @param hooks those of `@jest/globals`, if the runner does not define them globally.
 * @returns a function that returns the simulator, for use inside tests and hooks.
 * @throws TypeError for an unknown option; Error if there are no hooks.
 */
export function useAwsSim(options: AwsSimOptions = {}, hooks: Hooks = globalHooks()): () => AwsSim {
  checkOptionNames(options, "useAwsSim");
  let sim: AwsSim | undefined;
  hooks.beforeAll(async () => {
    sim = await createAwsSim(options);
  });
  hooks.afterEach(async () => {
    const failed = sim && failedTest();
    if (sim && failed) {
      reportUnanswered(sim);
      if (options.inspect === "on-failure") await reportFailedTest(sim, failed.names, failed.errors);
    }
    sim?.reset();
  });
  hooks.afterAll(async () => {
    await sim?.close();
    sim = undefined;
  });
  return () => {
    if (sim) return sim;
    throw new Error("The simulator of useAwsSim is not running. Call the function inside a test or a hook.");
  };
}

function globalHooks(): Hooks {
  const scope: object = globalThis;
  if (hasHooks(scope)) return scope;
  throw new Error(
    "useAwsSim requires global beforeAll, afterEach and afterAll. Import them from @jest/globals and pass " +
      "them as its second argument, or call it in a test file.",
  );
}

function hasHooks(scope: object): scope is Hooks {
  return ["beforeAll", "afterEach", "afterAll"].every((name) => name in scope);
}

/** A failed test. */
interface FailedTest {
  /** Names of its blocks and its own name. */
  readonly names: readonly string[];
  readonly errors: readonly unknown[];
}

/**
 * The current test, if it has failed. Jest reports failures only to its reporters. Its runner, jest-circus,
 * stores the test in the global object under a symbol of this name. Other runners are not supported.
 */
function failedTest(): FailedTest | undefined {
  const symbol = Object.getOwnPropertySymbols(globalThis).find(
    ({ description }) => description === "JEST_STATE_SYMBOL",
  );
  const state: unknown = symbol && Reflect.get(globalThis, symbol);
  const test = memberOf(state, "currentlyRunningTest");
  const errors = memberOf(test, "errors");
  if (!Array.isArray(errors) || errors.length === 0) return undefined;
  // An error may be in a list, before the error for the place of the test's definition.
  return {
    names: namesOf(test),
    errors: errors.map((error: unknown) => (Array.isArray(error) ? error[0] : error)),
  };
}

/** Names of the blocks of a test and its own name; the outermost block is the file. */
function namesOf(test: unknown): string[] {
  const names: string[] = [];
  for (let block = test; memberOf(block, "parent") !== undefined; block = memberOf(block, "parent"))
    names.unshift(String(memberOf(block, "name")));
  return names;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
