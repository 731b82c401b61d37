import type { Context } from "../../../runtime/context.js";
import { parseArn } from "../../../shared/arn.js";
import { wildcardMatcher } from "../../../text/wildcards.js";
import { type ContainerRun, FORGOTTEN_TASKS, type TaskRun } from "../state/runs.js";
import { TASKS, type TaskRow } from "../state/tasks.js";
import { launchOf } from "./environment.js";
import { keptOutput } from "./kept-output.js";

/** The main container of a task: the first essential one. */
export function mainContainer(row: TaskRow): string {
  const { containerDefinitions } = row.definition;
  return (containerDefinitions.find(({ essential }) => essential) ?? containerDefinitions[0])?.name ?? "";
}

/** The runs of an account and region in creation order: all, or those of a family. */
export function readRuns(ctx: Context, family?: string): TaskRun[] {
  return [...ctx.table(FORGOTTEN_TASKS).values(), ...ctx.table(TASKS).values()]
    .filter(({ definition }) => (family ?? definition.family) === definition.family)
    .sort((a, b) => a.order - b.order)
    .map((row) => structuredClone(runOf(ctx, row)));
}

/**
 * The runs of a family, or of those that a pattern matches, since a behaviour was set, in all accounts and
 * regions, oldest first.
 */
export function readRunsSince(ctx: Context, family: string, behaviour: number): TaskRun[] {
  const matches = wildcardMatcher(family);
  return [...ctx.everywhere(FORGOTTEN_TASKS), ...ctx.everywhere(TASKS)]
    .flatMap((table) => [...table.values()])
    .filter(({ definition, behaviours }) => behaviours >= behaviour && matches(definition.family))
    .sort((a, b) => a.task.createdAt.getTime() - b.task.createdAt.getTime() || a.order - b.order)
    .map((row) => structuredClone(runOf(ctx.elsewhere(parseArn(row.task.taskArn) ?? {}), row)));
}

function runOf(ctx: Context, row: TaskRow): TaskRun {
  const { task, definition } = row;
  const main = mainContainer(row);
  const containers =
    task.startedAt === undefined ? [] : task.containers.map(({ name }) => containerRun(ctx, row, name));
  const own = containers.find(({ name }) => name === main);
  return {
    taskArn: task.taskArn,
    clusterArn: task.clusterArn,
    family: definition.family,
    revision: definition.revision,
    taskDefinitionArn: task.taskDefinitionArn,
    startedBy: task.startedBy,
    group: task.group,
    privateIpv4Address: row.address,
    container: main,
    exitCode: own?.exitCode,
    stdout: own?.stdout ?? "",
    stderr: own?.stderr ?? "",
    command: own?.command ?? [],
    environment: own?.environment ?? {},
    image: own?.image ?? "",
    containers,
    createdAt: task.createdAt,
    startedAt: task.startedAt,
    stoppedAt: task.stoppedAt,
    stopCode: task.stopCode,
    stoppedReason: task.stoppedReason,
  };
}

function containerRun(ctx: Context, row: TaskRow, name: string): ContainerRun {
  const { stdout, stderr } = keptOutput(ctx, row, name);
  return {
    ...launchOf(row, name, ctx.region),
    exitCode: row.task.containers.find((container) => container.name === name)?.exitCode,
    stdout: stdout.join("\n"),
    stderr: stderr.join("\n"),
  };
}
