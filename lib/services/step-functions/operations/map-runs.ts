import type { Context } from "../../../runtime/context.js";
import { withPrefix } from "../../../runtime/store/store.js";
import { isOwnArn, stateMachineArn } from "../arns.js";
import { mapRunDoesNotExist, mapRunHasEnded } from "../errors/executions.js";
import { standardExecution } from "../execution-arns.js";
import type {
  DescribeMapRunInput,
  DescribeMapRunOutput,
  ListMapRunsInput,
  ListMapRunsOutput,
  UpdateMapRunInput,
  UpdateMapRunOutput,
} from "../generated/types.js";
import { takeFurther } from "../map-runs/begin.js";
import { pageItems } from "../paging.js";
import { mapRunArnOf, mapRunOfArn } from "../running/map-run-arns.js";
import { EXECUTIONS, executionArn } from "../state/executions.js";
import { EXECUTION_MAP_RUNS, MAP_RUNS, type MapRunRow } from "../state/map-runs.js";

export function describeMapRun(input: DescribeMapRunInput, ctx: Context): DescribeMapRunOutput {
  const run = mapRunNamed(ctx, input.mapRunArn);
  const { status, startDate, stopDate, redriveCount, redriveDate } = run;
  return {
    mapRunArn: input.mapRunArn,
    executionArn: parentArn(ctx, run),
    status,
    startDate: new Date(startDate),
    ...(stopDate !== undefined && { stopDate: new Date(stopDate) }),
    maxConcurrency: run.maxConcurrency,
    toleratedFailurePercentage: run.toleratedFailurePercentage ?? 0,
    toleratedFailureCount: run.toleratedFailureCount ?? 0,
    itemCounts: { ...run.items, failuresNotRedrivable: 0, pendingRedrive: 0 },
    executionCounts: { ...run.executions, failuresNotRedrivable: 0, pendingRedrive: 0 },
    redriveCount,
    ...(redriveDate !== undefined && { redriveDate: new Date(redriveDate) }),
  };
}

export function listMapRuns(input: ListMapRunsInput, ctx: Context): ListMapRunsOutput {
  const { id } = standardExecution(ctx, input.executionArn);
  const runs = [...withPrefix(ctx.table(EXECUTION_MAP_RUNS), `${id} `)].toReversed();
  const { items, next } = pageItems(input, {
    name: ["map-runs", id],
    after: (position) => (position === undefined ? runs : runs.slice(runs.indexOf(position) + 1)),
    position: (run) => run,
  });
  return {
    mapRuns: items.flatMap((run) => {
      const row = ctx.table(MAP_RUNS).get(run);
      return row ? [describeMapRunSummary(ctx, row)] : [];
    }),
    nextToken: next,
  };
}

function describeMapRunSummary(ctx: Context, run: MapRunRow) {
  const { id, startDate, stopDate } = run;
  const [stateMachine = ""] = id.split(" ");
  return {
    executionArn: parentArn(ctx, run),
    mapRunArn: mapRunArnOf(ctx, id),
    stateMachineArn: stateMachineArn(ctx, stateMachine),
    startDate: new Date(startDate),
    ...(stopDate !== undefined && { stopDate: new Date(stopDate) }),
  };
}

export function updateMapRun(input: UpdateMapRunInput, ctx: Context): UpdateMapRunOutput {
  const run = mapRunNamed(ctx, input.mapRunArn);
  if (run.status !== "RUNNING") throw mapRunHasEnded(input.mapRunArn);
  const { maxConcurrency, toleratedFailureCount, toleratedFailurePercentage } = input;
  ctx.table(MAP_RUNS).put(run.id, {
    ...run,
    maxConcurrency: maxConcurrency ?? run.maxConcurrency,
    toleratedFailureCount: toleratedFailureCount ?? run.toleratedFailureCount,
    toleratedFailurePercentage: toleratedFailurePercentage ?? run.toleratedFailurePercentage,
  });
  takeFurther(ctx, run.id);
  return {};
}

/** @throws InvalidArn, ResourceNotFound */
function mapRunNamed(ctx: Context, arn: string): MapRunRow {
  const { id } = mapRunOfArn(arn);
  const row = isOwnArn(ctx, arn) ? ctx.table(MAP_RUNS).get(id) : undefined;
  if (!row) throw mapRunDoesNotExist(arn);
  return row;
}

function parentArn(ctx: Context, { execution }: MapRunRow): string {
  const row = ctx.table(EXECUTIONS).get(execution);
  return row ? executionArn(ctx, row) : "";
}
