import type { Context } from "../../../runtime/context.js";
import type { Invocation } from "./invocation.js";
import { countSpied, forgetSpied, readSpied } from "./invocations.js";
import type { Registration, Registrations } from "./registrations.js";

/** The recorded calls of a behaviour. Like all records, they are restored with a snapshot. */
export interface LambdaSpy {
  /** Copies of the latest runs of the function, oldest first, including running ones. */
  readonly invocations: readonly Invocation[];
  readonly lastInvocation: Invocation | undefined;
  /** The number of invocations. */
  readonly callCount: number;
  /** Clears the recorded invocations. */
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
