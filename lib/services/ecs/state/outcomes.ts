import type { Duration } from "../../../clock/duration.js";

/** The behaviour and end of a container. All members are optional: `{}` is a success without output. */
export interface ContainerOutcome {
  /** Default 0. */
  readonly exitCode?: number;
  /** Standard output, as a string or lines. */
  readonly stdout?: string | readonly string[];
  readonly stderr?: string | readonly string[];
  /**
   * How long it runs, in simulated time. Default 0: it ends at the time at which it starts. `"forever"`:
   * until it is stopped.
   */
  readonly duration?: Duration | "forever";
  /** The reason in ECS's words: `OutOfMemoryError: Container killed due to memory usage`. */
  readonly reason?: string;
}

/** How a task ends. */
export interface TaskOutcome extends ContainerOutcome {
  /**
   * The task never runs: the platform stops it with this reason, such as `CannotPullContainerError: …`. No
   * container gets an exit code.
   */
  readonly failToStart?: string;
  /** Outcomes of single containers. */
  readonly containers?: Readonly<Record<string, ContainerOutcome>>;
}

/** The behaviour of a task or container: an outcome, or the handler at a position of a sequence. */
export type Doing =
  | { readonly outcome: TaskOutcome; readonly handler?: undefined }
  | { readonly outcome?: undefined; readonly handler: number };
