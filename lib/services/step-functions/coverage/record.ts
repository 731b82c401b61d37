import type { Context } from "../../../runtime/context.js";
import { key } from "../../../runtime/store/store.js";
import { defineTransient } from "../../../runtime/transient-state.js";
import type { Definition } from "../definition/types.js";
import type { Mark } from "../interpreter/turn.js";
import { pointKey } from "./points.js";

/** The coverage of one state machine. */
interface MachineRecord {
  /** The definition that was executed last. */
  readonly definition: Definition;
  /** The keys of the covered points. */
  readonly taken: Set<string>;
}

/**
 * Coverage by account, region and name of the state machine. It describes the tests, not the simulated state,
 * so reset and restore keep it.
 */
export const COVERAGE = defineTransient("step-functions.coverage", () => new Map<string, MachineRecord>(), {
  survivesReset: true,
});

/**
 * Records the points that an execution has covered.
 *
 * @param stateMachine the name, without the label of a Map state.
 */
export function cover(
  ctx: Context,
  stateMachine: string,
  definition: Definition,
  marks: readonly Mark[],
): void {
  const known = coverageOf(ctx, stateMachine);
  const taken = known?.taken ?? new Set<string>();
  for (const mark of marks) taken.add(pointKey(mark));
  if (known?.definition !== definition)
    ctx.transient(COVERAGE).set(recordKey(ctx, stateMachine), { definition, taken });
}

/** The coverage of a state machine; `undefined` if it had no executions. */
export function coverageOf(ctx: Context, stateMachine: string): MachineRecord | undefined {
  return ctx.transient(COVERAGE).get(recordKey(ctx, stateMachine));
}

function recordKey({ account, region }: Context, stateMachine: string): string {
  return key(account, region, stateMachine);
}
