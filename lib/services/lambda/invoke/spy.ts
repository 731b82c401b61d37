import type { Context } from "../../../runtime/context.js";
import type { Invocation } from "./invocation.js";
import { countSpied, forgetSpied, readSpied } from "./invocations.js";
import type { Registration, Registrations } from "./registrations.js";

/** What a behaviour was asked to do. Like all records, it goes back with a snapshot. */
export interface LambdaSpy {
  /** The latest runs of the function, oldest first, those included that still go on. Copies. */
  readonly invocations: readonly Invocation[];
  readonly lastInvocation: Invocation | undefined;
  /** How often the function was invoked. */
  readonly callCount: number;
  /** Forgets the invocations so far. */
  reset(): void;
  /** Removes the behaviour. */
  restore(): void;
}

/**
 * The spy of a behaviour.
 *
 * @param context for its records; `undefined` once a reset has removed them.
 */
export function spyOn(
  registrations: Registrations,
  registration: Registration,
  context: () => Context | undefined,
): LambdaSpy {
  const { number } = registration.behaviour;
  const invocations = () => {
    const ctx = context();
    return ctx ? readSpied(ctx, number) : [];
  };
  return {
    get invocations() {
      return invocations();
    },
    get lastInvocation() {
      return invocations().at(-1);
    },
    get callCount() {
      const ctx = context();
      return ctx ? countSpied(ctx, number) : 0;
    },
    reset() {
      const ctx = context();
      if (ctx) forgetSpied(ctx, number);
    },
    restore: () => registrations.remove(registration),
  };
}
