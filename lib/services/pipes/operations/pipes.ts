import type { Context } from "../../../runtime/context.js";
import { pipeExists, pipeInTransition } from "../errors.js";
import type {
  CreatePipeRequest,
  CreatePipeResponse,
  DeletePipeRequest,
  DeletePipeResponse,
  DescribePipeRequest,
  DescribePipeResponse,
  ListPipesRequest,
  ListPipesResponse,
  StartPipeRequest,
  StartPipeResponse,
  StopPipeRequest,
  StopPipeResponse,
  UpdatePipeRequest,
  UpdatePipeResponse,
} from "../generated/types.js";
import { beginTransition, isInTransition } from "../lifecycle.js";
import { existingPipe, pager, pipeArn, tagging } from "../pipes.js";
import { checkSettings } from "../settings.js";
import { PIPES, type PipeRow, type PipeSettings } from "../state.js";

export function createPipe(input: CreatePipeRequest, ctx: Context): CreatePipeResponse {
  const { Name: name, DesiredState: desired = "RUNNING", Tags, ...settings } = input;
  if (ctx.table(PIPES).has(name)) throw pipeExists(name);
  checkSettings(settings);
  const now = ctx.now();
  const tags = tagging.checked(Tags);
  const pipe: PipeRow = { name, settings, desired, current: "CREATING", tags, created: now, modified: now };
  const { DesiredState: _, ...summary } = summaryOf(ctx, beginTransition(ctx, pipe, "CREATING"));
  return { ...summary, DesiredState: desired };
}

/** Omitted members are preserved; the source cannot be changed. */
export function updatePipe(input: UpdatePipeRequest, ctx: Context): UpdatePipeResponse {
  const pipe = settledPipe(ctx, input.Name);
  const { Name: _, DesiredState, SourceParameters, ...change } = input;
  const settings: PipeSettings = {
    ...pipe.settings,
    ...change,
    ...(SourceParameters && {
      SourceParameters: { ...pipe.settings.SourceParameters, ...sourceParametersOf(SourceParameters) },
    }),
  };
  checkSettings(settings);
  const desired = DesiredState ?? (pipe.desired === "STOPPED" ? "STOPPED" : "RUNNING");
  const { DesiredState: __, ...summary } = summaryOf(
    ctx,
    beginTransition(ctx, { ...pipe, settings, desired }, "UPDATING"),
  );
  return { ...summary, DesiredState: desired };
}

export function describePipe(input: DescribePipeRequest, ctx: Context): DescribePipeResponse {
  const pipe = existingPipe(ctx, input.Name);
  const { LogConfiguration: _, ...settings } = pipe.settings;
  return { ...summaryOf(ctx, pipe), ...settings, StateReason: pipe.reason, Tags: pipe.tags };
}

export function listPipes(input: ListPipesRequest, ctx: Context): ListPipesResponse {
  const { NamePrefix: prefix = "", SourcePrefix = "", TargetPrefix = "", DesiredState, CurrentState } = input;
  const name = ["ListPipes", prefix, SourcePrefix, TargetPrefix, DesiredState, CurrentState];
  const { items, next } = pager.rows(input, name, ctx.table(PIPES), {
    prefix,
    wanted: ({ settings, desired, current }) =>
      settings.Source.startsWith(SourcePrefix) &&
      settings.Target.startsWith(TargetPrefix) &&
      (DesiredState ?? desired) === desired &&
      (CurrentState ?? current) === current,
  });
  const pipes = items.map((pipe) => ({
    ...summaryOf(ctx, pipe),
    DesiredState: pipe.desired === "STOPPED" ? ("STOPPED" as const) : ("RUNNING" as const),
    StateReason: pipe.reason,
    Source: pipe.settings.Source,
    Target: pipe.settings.Target,
    Enrichment: pipe.settings.Enrichment,
  }));
  return { Pipes: pipes, NextToken: next };
}

export function startPipe(input: StartPipeRequest, ctx: Context): StartPipeResponse {
  const pipe = settledPipe(ctx, input.Name);
  const started = beginTransition(ctx, { ...pipe, desired: "RUNNING" }, "STARTING");
  return { ...summaryOf(ctx, started), DesiredState: "RUNNING" };
}

export function stopPipe(input: StopPipeRequest, ctx: Context): StopPipeResponse {
  const pipe = settledPipe(ctx, input.Name);
  const stopped = beginTransition(ctx, { ...pipe, desired: "STOPPED" }, "STOPPING");
  return { ...summaryOf(ctx, stopped), DesiredState: "STOPPED" };
}

export function deletePipe(input: DeletePipeRequest, ctx: Context): DeletePipeResponse {
  const pipe = existingPipe(ctx, input.Name);
  return summaryOf(ctx, beginTransition(ctx, { ...pipe, desired: "DELETED" }, "DELETING"));
}

/** @throws NotFoundException, ConflictException */
function settledPipe(ctx: Context, name: string): PipeRow {
  const pipe = existingPipe(ctx, name);
  if (isInTransition(pipe)) throw pipeInTransition(name, pipe.current);
  return pipe;
}

/** Updates have no parameters for the starting position of a source. */
function sourceParametersOf({
  FilterCriteria,
  SqsQueueParameters,
}: NonNullable<UpdatePipeRequest["SourceParameters"]>) {
  return { ...(FilterCriteria && { FilterCriteria }), ...(SqsQueueParameters && { SqsQueueParameters }) };
}

function summaryOf(ctx: Context, { name, desired, current, created, modified }: PipeRow) {
  return {
    Arn: pipeArn(ctx, name),
    Name: name,
    DesiredState: desired,
    CurrentState: current,
    CreationTime: new Date(created),
    LastModifiedTime: new Date(modified),
  };
}
