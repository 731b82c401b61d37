import { defineRun } from "../../../runtime/runs.js";
import { type Completion, concludeRun, type FunctionRun, interruptRun, run } from "./run.js";

/** A function that runs for a waiting caller. After a restore there is no such caller, so it fails. */
export const REQUEST_RUNS = defineRun<FunctionRun, Completion>({
  name: "lambda.request",
  onRestart: "fail",
  begin: ({ state }, ctx) => run(ctx, state),
  finish: ({ state }, completion, ctx) => concludeRun(ctx, state, completion),
  fail: ({ state }, ctx) => interruptRun(ctx, state),
});
