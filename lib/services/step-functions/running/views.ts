import type { Context } from "../../../runtime/context.js";
import type { Json } from "../../../runtime/store/codec.js";
import { keyParts } from "../../../runtime/store/store.js";
import { UnknownResource } from "../../../runtime/unknown-resource.js";
import { parseArn } from "../../../shared/arn.js";
import { isOwnArn, stateMachineArn } from "../arns.js";
import type { HistoryEvent } from "../generated/types.js";
import { MOCKS } from "../mocks/mocks.js";
import {
  EXECUTIONS,
  type ExecutionRow,
  type ExecutionStatus,
  executionArn,
  findExecution,
} from "../state/executions.js";
import { readEvents } from "../state/history.js";
import { STATE_MACHINES } from "../state/state-machines.js";
import { describeEvent } from "./history-events.js";

/** An execution, as returned to tests. */
export interface Execution {
  readonly executionArn: string;
  readonly name: string;
  /** The name of the state machine; `name/label` for a child of a map run. */
  readonly stateMachine: string;
  readonly stateMachineArn: string;
  readonly status: ExecutionStatus;
  readonly startDate: Date;
  readonly stopDate?: Date;
  /** Parsed. */
  readonly input: Json;
  /** Parsed. */
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  /** The names of the entered states in order, including those of branches and iterations. */
  readonly path: readonly string[];
  /** As returned by GetExecutionHistory, also for Express executions. */
  readonly history: readonly HistoryEvent[];
}

/** The executions of a state machine, or all, in start order. @throws UnknownResource */
export function viewExecutions(ctx: Context, stateMachine: string | undefined): Execution[] {
  const rows = [...ctx.table(EXECUTIONS).values()];
  const found = rows.filter((row) => (stateMachine ?? row.stateMachine) === row.stateMachine);
  if (stateMachine !== undefined && found.length === 0) requireMachine(ctx, stateMachine);
  return found.sort((a, b) => numberOf(a).localeCompare(numberOf(b))).map((row) => viewExecution(ctx, row));
}

/** The execution with an ARN; `undefined` if it does not exist. */
export function findView(ctx: Context, arn: string): Execution | undefined {
  const row = executionOf(ctx, arn);
  return row && viewExecution(ctx, row);
}

/** The execution with an ARN, Standard or Express; `undefined` if it does not exist. */
export function executionOf(ctx: Context, arn: string): ExecutionRow | undefined {
  if (!isOwnArn(ctx, arn)) return undefined;
  const { resource = "" } = parseArn(arn) ?? {};
  const [, stateMachine = "", name = "", express] = resource.split(":");
  return findExecution(ctx, stateMachine, name, express);
}

export function viewExecution(ctx: Context, row: ExecutionRow): Execution {
  const { id, name, stateMachine, status, startDate, stopDate, input, output, error, cause } = row;
  const history = readEvents(ctx, id).map((event, index) => describeEvent(index + 1, event));
  return {
    executionArn: executionArn(ctx, row),
    name,
    stateMachine,
    stateMachineArn: stateMachineArn(ctx, stateMachine),
    status,
    startDate: new Date(startDate),
    ...(stopDate !== undefined && { stopDate: new Date(stopDate) }),
    input: JSON.parse(input) as Json,
    ...(output !== undefined && { output: JSON.parse(output) as Json }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
    path: history.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []),
    history,
  };
}

/** Executions of all state machines share a numbering. */
function numberOf({ id }: ExecutionRow): string {
  return keyParts(id)[1] ?? "";
}

/** @throws UnknownResource for a state machine that neither exists nor has a mock. */
export function requireMachine(ctx: Context, name: string): void {
  const known = new Set(ctx.transient(MOCKS).machineNames());
  for (const row of ctx.table(STATE_MACHINES).values()) known.add(row.name);
  if (!known.has(name.split("/")[0] ?? "")) throw new UnknownResource("state machine", name, known, ctx);
}
