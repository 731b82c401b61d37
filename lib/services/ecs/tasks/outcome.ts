import type { Duration } from "../../../clock/duration.js";
import type { HandlerClientConfig } from "../../../runtime/ports/clients.js";
import type { ExecHandler } from "../exec/handler.js";
import type { TaskOverride } from "../generated/types.js";
import type { ContainerOutcome, TaskOutcome } from "../state/outcomes.js";
import type { ContainerLaunch } from "./environment.js";
import { checkResult } from "./outcome-rules.js";

export type { ContainerOutcome, TaskOutcome } from "../state/outcomes.js";

/** The context of a handler, which replaces one container, or the main container of a task. */
export interface TaskContext extends ContainerLaunch {
  readonly taskArn: string;
  readonly taskId: string;
  readonly clusterArn: string;
  readonly taskDefinitionArn: string;
  readonly family: string;
  readonly revision: number;
  readonly group: string;
  readonly startedBy?: string;
  /** Address of the task's network interface; omitted if it has none. */
  readonly privateIpv4Address?: string;
  /** CPU units and MiB of the whole task. */
  readonly taskCpu?: string;
  readonly taskMemory?: string;
  /** The overrides of RunTask, for all containers of the task. */
  readonly overrides: TaskOverride;
  /** Aborts when the task is stopping. */
  readonly signal: AbortSignal;
  /**
   * Aborts when the rest of the task is killed: at the end of the container's `stopTimeout`, and when the
   * simulator is reset, restored or closed.
   */
  readonly killed: AbortSignal;
  /** Resolves when the task is stopping. */
  readonly stopped: Promise<void>;
  /** Writes to standard output; a line ends with `\n` or with the call. */
  stdout(text: string): void;
  /** Writes to standard error. */
  stderr(text: string): void;
  /** Waits for simulated time. Rejects if the task is stopping. */
  sleep(duration: Duration): Promise<void>;
  /**
   * Configuration for an AWS SDK client with the task role.
   *
   * @throws Error for a task without a task role if permissions are enforced.
   */
  clientConfig(): HandlerClientConfig;
  /**
   * Environment for a process that replaces the container: `environment`, and variables that make its AWS
   * clients use this simulator with the task role. Without a task role they are the root user of the account,
   * unless permissions are enforced.
   *
   * @param base variables to start from, such as `{ PATH: process.env.PATH }`. Variables that start with
   * `AWS_` are removed. Default none.
   */
  env(base?: Readonly<Record<string, string | undefined>>): Record<string, string>;
  /**
   * Sets the handler for ExecuteCommand in this container. Without it, a session ends with an explanation.
   */
  onExec(handler: ExecHandler): void;
  /**
   * Waits for work that the simulator cannot observe, such as a process or a database. The container then has
   * until its `stopTimeout`, independent of the delay `ecs.stopping`.
   *
   * @param patience real milliseconds for which `sim.clock.advance` waits for it before time moves on.
   * Default 1000.
   */
  outside<Result>(work: Promise<Result>, patience?: number): Promise<Result>;
}

/** The return value of a handler: an outcome, an exit code, or nothing for success. */
export type HandlerResult<Outcome> = Outcome | number | void;

/**
 * Replaces the program of a container. An exception is exit code 1, with the message on standard error.
 * `overrides` is `task.overrides`.
 */
export type TaskHandler<Outcome = TaskOutcome> = (
  task: TaskContext,
  overrides: TaskOverride,
) => HandlerResult<Outcome> | Promise<HandlerResult<Outcome>>;

/** One behaviour: a fixed outcome, or a handler. */
export type TaskStep<Outcome = TaskOutcome> = Outcome | TaskHandler<Outcome>;

/** One behaviour for all runs, or a sequence whose last element repeats. */
export type TaskBehaviour<Outcome = TaskOutcome> = TaskStep<Outcome> | readonly TaskStep<Outcome>[];

/**
 * Converts a handler's return value to an outcome.
 *
 * @throws TypeError for an invalid outcome.
 */
export function toOutcome(result: HandlerResult<TaskOutcome>): TaskOutcome {
  checkResult(result);
  if (typeof result === "number") return { exitCode: result };
  if (!result) return {};
  // Members are read only here, because they may be getters that throw.
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
