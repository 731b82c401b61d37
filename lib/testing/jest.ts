import { type AwsSimOptions, checkOptionNames } from "../options.js";
import { type AwsSim, createAwsSim } from "../sim.js";
import type { AwsSimMatchers } from "./matchers.js";

export { type AwsSimMatchers, matchers } from "./matchers.js";

declare global {
  // What @types/jest declares; without it, this is nobody's.
  namespace jest {
    interface Matchers<R, T> extends AwsSimMatchers<R> {}
  }
}

/** A hook of Jest takes a function that returns nothing or a promise. */
type Hook = (run: () => void | Promise<void>) => unknown;

/** The hooks of the runner that {@link useAwsSim} registers with. */
export interface Hooks {
  readonly beforeAll: Hook;
  readonly afterEach: Hook;
  readonly afterAll: Hook;
}

/**
 * Gives the tests of a file, or of the `describe` block that it is called in,
 * a simulator: started before them, reset after each, closed after them.
 *
 * ```ts
 * const sim = useAwsSim({ delays: 0 });
 * test("…", async () => { const ecs = new ECSClient(sim().clientConfig()); … });
 * ```
 *
 * @param hooks those of `@jest/globals`, where the runner does not make them global.
 * @returns a function that gives the simulator, inside tests and hooks.
 * @throws TypeError for an unknown option, Error when there are no hooks.
 */
export function useAwsSim(options: AwsSimOptions = {}, hooks: Hooks = globalHooks()): () => AwsSim {
  checkOptionNames(options, "useAwsSim");
  let sim: AwsSim | undefined;
  hooks.beforeAll(async () => {
    sim = await createAwsSim(options);
  });
  hooks.afterEach(() => sim?.reset());
  hooks.afterAll(async () => {
    await sim?.close();
    sim = undefined;
  });
  return () => {
    if (sim) return sim;
    throw new Error(
      "The simulator of useAwsSim is not there yet, or no longer. Ask for it inside a test or a hook.",
    );
  };
}

function globalHooks(): Hooks {
  const scope: object = globalThis;
  if (hasHooks(scope)) return scope;
  throw new Error(
    "useAwsSim finds no global beforeAll, afterEach and afterAll. Import them from @jest/globals and give " +
      "them as its second argument, or call it in a test file.",
  );
}

function hasHooks(scope: object): scope is Hooks {
  return ["beforeAll", "afterEach", "afterAll"].every((name) => name in scope);
}
