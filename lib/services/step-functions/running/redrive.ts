import type { Context } from "../../../runtime/context.js";
import { redrive } from "../interpreter/redrive.js";
import { makeMoves } from "../interpreter/step.js";
import { executionIsRedriven } from "../machines/revisions.js";
import { EXECUTIONS, type ExecutionRow } from "../state/executions.js";
import { turnAround } from "./continue.js";
import { emitStatus } from "./emitted-events.js";
import { machineName } from "./machines.js";
import { noteRedriven } from "./retention.js";

/** Redrives a failed execution. */
export function redriveExecution(ctx: Context, row: ExecutionRow, clientToken: string | undefined): void {
  noteRedriven(ctx, row);
  executionIsRedriven(ctx, { stateMachine: machineName(row), revisionId: row.revisionId });
  const redriven: ExecutionRow = {
    ...row,
    status: "RUNNING",
    stopDate: undefined,
    error: undefined,
    cause: undefined,
    redriveCount: row.redriveCount + 1,
    redriveDate: ctx.now(),
    redriveToken: clientToken,
  };
  ctx.table(EXECUTIONS).put(row.id, redriven);
  emitStatus(ctx, redriven);
  turnAround(ctx, row.id, (turn) => {
    redrive(turn);
    makeMoves(turn);
  });
}
