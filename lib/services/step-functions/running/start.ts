import type { Context } from "../../../runtime/context.js";
import { executionBegins } from "../machines/revisions.js";
import {
  EXECUTION_NAMES,
  EXECUTIONS,
  type ExecutionRow,
  nameKey,
  nextExecutionId,
} from "../state/executions.js";
import { emitStatus } from "./emitted-events.js";

/** The timer that starts an execution after the response of its start request. */
export const BEGIN = "step-functions.execution-begins";

/** The parameters of an execution. */
export interface NewExecution {
  /** The name of the state machine. */
  readonly stateMachine: string;
  readonly revisionId: string;
  readonly version?: number;
  readonly alias?: string;
  /** The test case of a mock configuration file. */
  readonly testCase?: string;
  readonly name: string;
  /** JSON string. */
  readonly input: string;
  readonly express: string | undefined;
  /** The additional members of a child of a map run. */
  readonly child?: {
    readonly label: string;
    readonly mapRun: string;
    readonly mapState: string;
    readonly index: number;
    readonly items: number;
  };
}

/** Creates the rows of an execution, without starting it. */
export function createExecution(ctx: Context, made: NewExecution): ExecutionRow {
  const { stateMachine: machine, revisionId, version, alias, testCase, name, input, express, child } = made;
  const stateMachine = child ? `${machine}/${child.label}` : machine;
  const id = nextExecutionId(ctx, stateMachine);
  const row: ExecutionRow = {
    id,
    stateMachine,
    name,
    revisionId,
    version,
    alias,
    express,
    status: "RUNNING",
    startDate: ctx.now(),
    stopDate: undefined,
    input,
    output: undefined,
    error: undefined,
    cause: undefined,
    events: 0,
    frames: 1,
    redriveCount: 0,
    redriveDate: undefined,
    redriveToken: undefined,
    mapRun: child?.mapRun,
    mapState: child?.mapState,
    childIndex: child?.index,
    testCase,
    items: child?.items,
  };
  ctx.table(EXECUTIONS).put(id, row);
  ctx.table(EXECUTION_NAMES).put(nameKey(stateMachine, name, express), id);
  executionBegins(ctx, { stateMachine: machine, revisionId });
  emitStatus(ctx, row);
  return row;
}
