import type { Duration } from "../../../clock/duration.js";

/** How a container ends, and what it does until then. Everything is optional: `{}` is a success without output. */
export interface ContainerOutcome {
  /** Default 0. */
  readonly exitCode?: number;
  /** Text or lines that it writes to standard output. */
  readonly stdout?: string | readonly string[];
  readonly stderr?: string | readonly string[];
  /** How long it runs, in simulated time. Default 0: it ends at the moment at which it starts. `"forever"`: until it is stopped. */
  readonly duration?: Duration | "forever";
  /** Why, in ECS's words: `OutOfMemoryError: Container killed due to memory usage`. */
  readonly reason?: string;
}

/** How a task ends. */
export interface TaskOutcome extends ContainerOutcome {
  /**
   * The task never runs: the platform gives up with this reason, such as
   * `CannotPullContainerError: …`. No container gets an exit code.
   */
  readonly failToStart?: string;
  /** Containers that end in a way of their own. */
  readonly containers?: Readonly<Record<string, ContainerOutcome>>;
}

/** What a task or a container does: an outcome, or the handler at a position of a behaviour. */
export type Doing =
  | { readonly outcome: TaskOutcome; readonly handler?: undefined }
  | { readonly outcome?: undefined; readonly handler: number };
