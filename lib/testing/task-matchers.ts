import type { Json } from "../connect/json.js";
import type { ContainerRun, TaskRun } from "../services/ecs/state/runs.js";
import { namesOf } from "../text/suggestions.js";
import { type Judgement, judge, type MatcherContext } from "./matcher.js";
import { hasAll, rejectUnknownExpected } from "./partial.js";
import { show } from "./show.js";
import { judgeReads, subjectOf } from "./subject.js";

/** The expected members of a run, each possibly in part. */
export type WantedRun = { readonly [Member in keyof TaskRun]?: unknown };

type SeenRun = TaskRun | Json<TaskRun>;

const RUN_MEMBERS = namesOf<TaskRun>({
  taskArn: true,
  clusterArn: true,
  family: true,
  revision: true,
  taskDefinitionArn: true,
  startedBy: true,
  group: true,
  privateIpv4Address: true,
  container: true,
  exitCode: true,
  stdout: true,
  stderr: true,
  command: true,
  environment: true,
  image: true,
  containers: true,
  createdAt: true,
  startedAt: true,
  stoppedAt: true,
  stopCode: true,
  stoppedReason: true,
});
const CONTAINER_MEMBERS = namesOf<ContainerRun>({
  name: true,
  image: true,
  entryPoint: true,
  command: true,
  environment: true,
  workingDirectory: true,
  cpu: true,
  memory: true,
  exitCode: true,
  stdout: true,
  stderr: true,
});

/** `expect(sim).toHaveRunTask("export")` */
export function toHaveRunTask(this: MatcherContext, received: unknown, family: string): Judgement {
  return judgeRuns(this, "toHaveRunTask", received, family, {});
}

/** `expect(sim).toHaveRunTaskWith("export", { environment: { BUCKET: "exports" }, exitCode: 0 })` */
export function toHaveRunTaskWith(
  this: MatcherContext,
  received: unknown,
  family: string,
  run: WantedRun,
): Judgement {
  return judgeRuns(this, "toHaveRunTaskWith", received, family, { run });
}

/** `expect(sim).toHaveRunTaskTimes("export", 2)` */
export function toHaveRunTaskTimes(
  this: MatcherContext,
  received: unknown,
  family: string,
  times: number,
): Judgement {
  return judgeRuns(this, "toHaveRunTaskTimes", received, family, { times });
}

function judgeRuns(
  context: MatcherContext,
  matcher: string,
  received: unknown,
  family: string,
  { run, times }: { run?: WantedRun; times?: number },
): Judgement {
  const { ecs } = subjectOf(received, matcher);
  if (run !== undefined) checkWanted(run);
  return judgeReads<readonly SeenRun[], readonly SeenRun[]>(
    ecs.runs(family),
    () => ecs.runs(),
    (named, all) => {
      const matching =
        run === undefined ? named : named.filter((candidate) => hasAll(context, candidate, run));
      return judge({
        wanted: `task of ${family}${run === undefined ? "" : ` with ${show(run)}`}`,
        kind: "tasks",
        all: all.map(line),
        matching: matching.map(line),
        ...(times !== undefined && { times }),
      });
    },
  );
}

/** @throws TypeError for a member that runs, or their containers, do not have: with `.not` it would always hold. */
function checkWanted(run: WantedRun): void {
  rejectUnknownExpected(run, RUN_MEMBERS, "A run of a task");
  if (!Array.isArray(run.containers)) return;
  for (const container of run.containers)
    rejectUnknownExpected(container, CONTAINER_MEMBERS, "A container of a run");
}

function line(run: SeenRun): string {
  const { command, environment, exitCode, stoppedReason } = run;
  const end =
    run.stoppedAt === undefined
      ? "not stopped"
      : [exitCode === undefined ? "no exit code" : `exit code ${exitCode}`, stoppedReason]
          .filter(Boolean)
          .join(", ");
  return `${run.family}:${run.revision} → ${end} ${show({ command, environment })}`;
}
