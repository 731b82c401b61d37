import type { Context } from "../../../runtime/context.js";
import { executionEnds } from "../machines/revisions.js";
import { childEnded } from "../map-runs/begin.js";
import { EXECUTIONS, executionArn } from "../state/executions.js";
import { FRAMES, frameKey } from "../state/frames.js";
import { emitStatus } from "./emitted-events.js";
import { ENDINGS } from "./endings.js";
import { jobEnded } from "./jobs.js";
import { machineName } from "./machines.js";
import { noteEnded } from "./retention.js";

/** Notifies everything that waits for the end of an execution. */
export function concludeExecution(ctx: Context, id: string): void {
  const row = ctx.table(EXECUTIONS).get(id);
  if (!row) return;
  executionEnds(ctx, { stateMachine: machineName(row), revisionId: row.revisionId });
  noteEnded(ctx, row);
  emitStatus(ctx, row);
  if (row.status === "SUCCEEDED" || row.express !== undefined) ctx.table(FRAMES).delete(frameKey(id, 0));
  jobEnded(ctx, executionArn(ctx, row));
  ctx.transient(ENDINGS).ended(id);
  if (row.mapRun !== undefined) childEnded(ctx, row);
}
