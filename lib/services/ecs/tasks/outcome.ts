import type { Duration } from "../../../clock/duration.js";
import type { TaskOverride } from "../generated/types.js";
import type { ContainerOutcome, TaskOutcome } from "../state/outcomes.js";
import type { ContainerLaunch } from "./environment.js";
import { checkResult } from "./outcome-rules.js";

export type { ContainerOutcome, TaskOutcome } from "../state/outcomes.js";

/** What a handler stands in for: one container of one task, or the main container of a task. */
export interface TaskContext extends ContainerLaunch {
  readonly taskArn: string;
  readonly taskId: string;
  readonly clusterArn: string;
  readonly taskDefinitionArn: string;
  readonly family: string;
  readonly revision: number;
  readonly group: string;
  readonly startedBy?: string;
  /** Address of the task's network interface; left out when it has none. */
  readonly privateIpv4Address?: string;
  /** CPU units and MiB of the whole task. */
  readonly taskCpu?: string;
  readonly taskMemory?: string;
  /** The overrides of RunTask, for all containers of the task. */
  readonly overrides: TaskOverride;
  /** Aborts when the task is told to stop. */
  readonly signal: AbortSignal;
  /** Resolves when the task is told to stop. */
  readonly stopped: Promise<void>;
  /** Writes to standard output; a line ends with `\n` or with the call. */
  stdout(text: string): void;
  /** Writes to standard error. */
  stderr(text: string): void;
  /** Waits for simulated time. Throws when the task is told to stop meanwhile. */
  sleep(duration: Duration): Promise<void>;
}

/** What a handler may give back: an outcome, an exit code, or nothing for success. */
export type HandlerResult<Outcome> = Outcome | number | void;

/**
 * Stands in for what would run in a container. What it throws is exit code 1,
 * with the message on standard error. `overrides` is `task.overrides`.
 */
export type TaskHandler<Outcome = TaskOutcome> = (
  task: TaskContext,
  overrides: TaskOverride,
) => HandlerResult<Outcome> | Promise<HandlerResult<Outcome>>;

/** One behaviour: a fixed outcome, or a handler. */
export type TaskStep<Outcome = TaskOutcome> = Outcome | TaskHandler<Outcome>;

/** One behaviour for every run, or one after the other; the last is repeated. */
export type TaskBehaviour<Outcome = TaskOutcome> = TaskStep<Outcome> | readonly TaskStep<Outcome>[];

/**
 * Converts a handler's return value to an outcome.
 *
 * @throws TypeError for an outcome that a task cannot have.
 */
export function toOutcome(result: HandlerResult<TaskOutcome>): TaskOutcome {
  checkResult(result);
  if (typeof result === "number") return { exitCode: result };
  if (!result) return {};
  // Members are read here and nowhere later: they may be getters that throw.
  const { containers, failToStart } = result;
  return {
    ...outcomeOfContainer(result),
    ...(failToStart !== undefined && { failToStart }),
    ...(containers && {
      containers: Object.fromEntries(
        Object.entries(containers).map(([name, outcome]) => [name, outcomeOfContainer(outcome)]),
      ),
    }),
  };
}

function outcomeOfContainer({ exitCode, stdout, stderr, duration, reason }: ContainerOutcome) {
  return { exitCode, stdout: toLines(stdout), stderr: toLines(stderr), duration, reason };
}

/** The lines of an output. */
export function toLines(output: string | readonly string[] | undefined): string[] {
  if (output === undefined || output === "") return [];
  if (typeof output !== "string") return output.flatMap((part) => toLines(part));
  const lines = output.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}
