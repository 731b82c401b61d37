import type { Context } from "../../../core/context.js";
import { type ContainerNotes, RUNS, type RunRow, type TaskRun } from "../state/runs.js";
import type { TaskRow } from "../state/tasks.js";
import { launchOf } from "./environment.js";

/** The container that stands for the task: the first essential one. */
export function mainContainer(row: TaskRow): string {
  const { containerDefinitions } = row.definition;
  return (containerDefinitions.find(({ essential }) => essential) ?? containerDefinitions[0])?.name ?? "";
}

/** Notes that a task was created. */
export function noteTask(ctx: Context, row: TaskRow): void {
  const { task, definition } = row;
  ctx.table(RUNS).put(row.order, {
    taskArn: task.taskArn,
    clusterArn: task.clusterArn,
    family: definition.family,
    revision: definition.revision,
    taskDefinitionArn: task.taskDefinitionArn,
    startedBy: task.startedBy,
    group: task.group,
    main: mainContainer(row),
    containers: [],
    createdAt: task.createdAt,
  });
}

/** Notes that the containers of a task are started, and with what. */
export function noteStart(ctx: Context, row: TaskRow): void {
  change(ctx, row, (run) => ({
    ...run,
    address: row.address,
    startedAt: row.task.startedAt,
    containers: row.task.containers.map(({ name }) => ({
      launch: launchOf(row, name, ctx.region),
      stdout: [],
      stderr: [],
    })),
  }));
}

/** Notes lines of output. */
export function noteOutput(
  ctx: Context,
  row: TaskRow,
  container: string,
  stream: "stdout" | "stderr",
  lines: readonly string[],
): void {
  changeContainer(ctx, row, container, (notes) => ({ ...notes, [stream]: [...notes[stream], ...lines] }));
}

export function noteExit(ctx: Context, row: TaskRow, container: string, exitCode: number | undefined): void {
  changeContainer(ctx, row, container, (notes) => ({ ...notes, exitCode }));
}

export function noteStop(ctx: Context, row: TaskRow): void {
  const { stoppedAt, stopCode, stoppedReason } = row.task;
  change(ctx, row, (run) => ({ ...run, stoppedAt, stopCode, stoppedReason }));
}

/** Every run of the partition, of one family if given, oldest first. */
export function readRuns(ctx: Context, family?: string): TaskRun[] {
  return [...ctx.table(RUNS).values()]
    .filter((row) => family === undefined || row.family === family)
    .map(toRun);
}

function toRun({ main, address, containers, ...run }: RunRow): TaskRun {
  const all = containers.map(({ launch, stdout, stderr, exitCode }) => ({
    ...launch,
    exitCode,
    stdout: text(stdout),
    stderr: text(stderr),
  }));
  const own = all.find(({ name }) => name === main);
  return structuredClone({
    ...run,
    privateIpv4Address: address,
    container: main,
    exitCode: own?.exitCode,
    stdout: own?.stdout ?? "",
    stderr: own?.stderr ?? "",
    command: own?.command ?? [],
    environment: own?.environment ?? {},
    image: own?.image ?? "",
    containers: all,
  });
}

function text(lines: readonly string[]): string {
  return lines.join("\n");
}

function change(ctx: Context, row: TaskRow, update: (run: RunRow) => RunRow): void {
  const runs = ctx.table(RUNS);
  const run = runs.get(row.order);
  if (run) runs.put(row.order, update(run));
}

function changeContainer(
  ctx: Context,
  row: TaskRow,
  name: string,
  update: (notes: ContainerNotes) => ContainerNotes,
): void {
  change(ctx, row, (run) => ({
    ...run,
    containers: run.containers.map((notes) => (notes.launch.name === name ? update(notes) : notes)),
  }));
}
