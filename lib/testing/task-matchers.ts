import type { TaskRun } from "../services/ecs/state/runs.js";
import { judge, type MatcherContext, type MatcherResult } from "./matcher.js";
import { hasAll } from "./partial.js";
import { show } from "./show.js";
import { subjectOf } from "./subject.js";

/** What is expected of a run: any members of it, each of them in part. */
export type WantedRun = { readonly [Member in keyof TaskRun]?: unknown };

/** `expect(sim).toHaveRunTask("export")` */
export function toHaveRunTask(this: MatcherContext, received: unknown, family: string): MatcherResult {
  return judgeRuns(this, "toHaveRunTask", received, family, {});
}

/** `expect(sim).toHaveRunTaskWith("export", { environment: { BUCKET: "exports" }, exitCode: 0 })` */
export function toHaveRunTaskWith(
  this: MatcherContext,
  received: unknown,
  family: string,
  run: WantedRun,
): MatcherResult {
  return judgeRuns(this, "toHaveRunTaskWith", received, family, { run });
}

/** `expect(sim).toHaveRunTaskTimes("export", 2)` */
export function toHaveRunTaskTimes(
  this: MatcherContext,
  received: unknown,
  family: string,
  times: number,
): MatcherResult {
  return judgeRuns(this, "toHaveRunTaskTimes", received, family, { times });
}

function judgeRuns(
  context: MatcherContext,
  matcher: string,
  received: unknown,
  family: string,
  { run, times }: { run?: WantedRun; times?: number },
): MatcherResult {
  const { ecs } = subjectOf(received, matcher);
  const named = ecs.runs(family);
  const matching = run === undefined ? named : named.filter((candidate) => hasAll(context, candidate, run));
  return judge({
    wanted: `task of ${family}${run === undefined ? "" : ` with ${show(run)}`}`,
    kind: "tasks",
    all: ecs.runs().map(line),
    matching: matching.map(line),
    ...(times !== undefined && { times }),
  });
}

function line(run: TaskRun): string {
  const { command, environment, exitCode, stoppedReason } = run;
  const end =
    run.stoppedAt === undefined
      ? "not stopped"
      : [exitCode === undefined ? "no exit code" : `exit code ${exitCode}`, stoppedReason]
          .filter(Boolean)
          .join(", ");
  return `${run.family}:${run.revision} → ${end} ${show({ command, environment })}`;
}
