import type { Context } from "../../../runtime/context.js";
import type { Json } from "../../../runtime/store/codec.js";
import { withPrefix } from "../../../runtime/store/store.js";
import { stateMachineArn } from "../arns.js";
import type { ResultWriter } from "../definition/types.js";
import { callOperation } from "../integrations/operations.js";
import { LARGEST_DATA } from "../interpreter/data.js";
import { type Reason, readReason } from "../interpreter/evaluation.js";
import { dataLimitExceeded, StateFailed } from "../interpreter/failure.js";
import { membersOf } from "../json-objects.js";
import { mapRunArnOf } from "../running/map-run-arns.js";
import { redriveStatusOf } from "../running/redrive-status.js";
import { openTurn } from "../running/turns.js";
import { EXECUTIONS, type ExecutionRow, executionArn } from "../state/executions.js";
import { MAP_RUN_CHILDREN, MAP_RUNS, type MapRunRow } from "../state/map-runs.js";
import { resultWriterFailed } from "./failures.js";

/** The result of a map run: its output as a JSON string, and the number of results written to S3. */
export type MapRunResult =
  | { readonly output: string; readonly written: number }
  | { readonly failure: Reason };

/** Collects the results of a map run whose children have ended, and writes them if it has a writer. */
export async function resultOf(ctx: Context, id: string): Promise<MapRunResult> {
  const run = ctx.table(MAP_RUNS).get(id);
  const open = run && openTurn(ctx, run.execution);
  const frame = open?.turn.frame(run?.frame ?? 0);
  if (!run || !open || frame?.activity.kind !== "map-run") return { output: "[]", written: 0 };
  const state = open.turn.stateOf(frame);
  const writer = state.type === "Map" ? state.distributed?.resultWriter : undefined;
  const children = [...childrenOf(ctx, id)];
  try {
    if (writer?.resource !== undefined) {
      const { executionArn: arn } = open.turn.world;
      const call = {
        ctx,
        executionArn: arn,
        executionName: open.turn.execution.name,
        roleArn: open.revision.roleArn,
      };
      const output = await exportResults(call, run, writer, children, frame.activity.plan.writer);
      return { output, written: children.length };
    }
    const output = JSON.stringify(transformed(ctx, children, writer?.transformation ?? "COMPACT"));
    if (Buffer.byteLength(output) > LARGEST_DATA) throw new StateFailed(dataLimitExceeded(run.state));
    return { output, written: 0 };
  } catch (error) {
    const failure = readReason(error);
    if (!failure) throw error;
    return { failure };
  }
}

function* childrenOf(ctx: Context, id: string): Generator<ExecutionRow> {
  for (const { execution } of withPrefix(ctx.table(MAP_RUN_CHILDREN), `${id} `)) {
    const row = execution === undefined ? undefined : ctx.table(EXECUTIONS).get(execution);
    if (row) yield row;
  }
}

function transformed(
  ctx: Context,
  children: readonly ExecutionRow[],
  transformation: NonNullable<ResultWriter["transformation"]>,
): Json[] {
  const results = children.map((child): Json => {
    const { status, output } = child;
    if (transformation === "NONE" || status !== "SUCCEEDED" || output === undefined)
      return describeChild(ctx, child);
    return JSON.parse(output);
  });
  return transformation === "FLATTEN" ? results.flat() : results;
}

/** A child in the results. */
function describeChild(ctx: Context, child: ExecutionRow): Json {
  const { input, name, output, error, cause, status, startDate, stopDate, redriveCount } = child;
  const { redriveStatus, redriveStatusReason } = redriveStatusOf(ctx, child);
  return {
    ExecutionArn: executionArn(ctx, child),
    ...(error !== undefined && { Error: error }),
    ...(cause !== undefined && { Cause: cause }),
    Input: input,
    InputDetails: { Included: true },
    Name: name,
    ...(output !== undefined && { Output: output, OutputDetails: { Included: true } }),
    RedriveCount: redriveCount,
    RedriveStatus: redriveStatus,
    ...(redriveStatusReason !== undefined && { RedriveStatusReason: redriveStatusReason }),
    StartDate: new Date(startDate).toISOString(),
    StateMachineArn: stateMachineArn(ctx, child.stateMachine),
    Status: status,
    ...(stopDate !== undefined && { StopDate: new Date(stopDate).toISOString() }),
  };
}

/** Writes the results and the manifest, and returns their location. */
async function exportResults(
  call: Parameters<typeof callOperation>[0],
  run: MapRunRow,
  { transformation = "NONE", outputType = "JSON" }: ResultWriter,
  children: readonly ExecutionRow[],
  parameters: Json | undefined,
): Promise<string> {
  const { ctx } = call;
  const fields = membersOf(parameters);
  const bucket = String(fields.Bucket ?? "");
  const arn = mapRunArnOf(ctx, run.id);
  const folder = [fields.Prefix, arn.slice(arn.lastIndexOf(":") + 1)]
    .filter((part) => part !== undefined && part !== "")
    .map((part) => String(part).replace(/\/$/, ""))
    .join("/");
  const put = async (name: string, body: string) => {
    const key = `${folder}/${name}`;
    const outcome = await callOperation(call, "s3", "PutObject", { Bucket: bucket, Key: key, Body: body });
    if (outcome.kind !== "output")
      throw resultWriterFailed(outcome.kind === "error" ? outcome.message : outcome.reason);
    return { Key: key, Size: Buffer.byteLength(body) };
  };
  const write = async (kind: string, rows: readonly ExecutionRow[]) => {
    if (rows.length === 0) return [];
    const results = transformed(ctx, rows, transformation);
    const lines = results.map((result) => JSON.stringify(result));
    const [body, ending] =
      outputType === "JSONL" ? [lines.join("\n"), "jsonl"] : [`[${lines.join(",")}]`, "json"];
    return [await put(`${kind}_0.${ending}`, body)];
  };
  const succeeded = children.filter(({ status }) => status === "SUCCEEDED");
  const manifest = {
    DestinationBucket: bucket,
    MapRunArn: arn,
    ResultFiles: {
      FAILED: await write(
        "FAILED",
        children.filter(({ status }) => status !== "SUCCEEDED"),
      ),
      PENDING: [],
      SUCCEEDED: await write("SUCCEEDED", succeeded),
    },
  };
  const { Key: key } = await put("manifest.json", JSON.stringify(manifest));
  return JSON.stringify({ MapRunArn: arn, ResultWriterDetails: { Bucket: bucket, Key: key } });
}
