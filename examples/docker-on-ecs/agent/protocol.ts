/**
 * What travels over the WebSocket between the backend and the agent in a task:
 * one JSON object per text message. A session has an id that the backend chooses.
 */

/** The port on which the agent listens, on the address of the task's network interface. */
export const AGENT_PORT = 9111;

/** What the backend sends. */
export type AgentRequest =
  /** Starts a process beside the main one. */
  | {
      readonly type: "exec";
      readonly id: string;
      readonly cmd: readonly string[];
      /** `NAME=value`, added to the environment of the container. */
      readonly env?: readonly string[];
      readonly workdir?: string;
      readonly tty?: boolean;
    }
  /** Sends the recent output of the main process, then what it writes. */
  | { readonly type: "attach"; readonly id: string }
  /** Input of an exec session, or of the main process in an attach session. */
  | { readonly type: "stdin"; readonly id: string /** Base64. */; readonly data: string }
  | { readonly type: "close_stdin"; readonly id: string }
  /** For the process of the session; without an id, for the main process. */
  | { readonly type: "signal"; readonly id?: string; readonly signal: string }
  | { readonly type: "resize"; readonly id?: string; readonly width: number; readonly height: number };

/** What the agent sends. */
export type AgentMessage =
  | {
      readonly type: "stdout" | "stderr";
      readonly id: string;
      /** Base64, at most 32 KiB of bytes. */ readonly data: string;
    }
  /** The process has ended, and all of its output was sent. A signal is 128 plus its number. */
  | { readonly type: "exit"; readonly id: string; readonly code: number }
  /** The request failed; no `exit` follows. */
  | { readonly type: "error"; readonly id?: string; readonly message: string };

/** The reply to `GET /health`. */
export interface AgentHealth {
  readonly status: "ok";
  readonly pid?: number;
  readonly exited: boolean;
  readonly exitCode?: number;
}

/** Variables through which the backend configures the agent of a container. */
export const AGENT_VARIABLES = {
  /** The bearer token that connections need. */
  token: "SOCKERLESS_AGENT_TOKEN",
  /** `1`: the main process has a terminal. */
  tty: "SOCKERLESS_AGENT_TTY",
  /** `1`: the main process has an open standard input. */
  stdin: "SOCKERLESS_AGENT_STDIN",
  /** Seconds that the main process waits for the first attach session before it starts. */
  awaitAttach: "SOCKERLESS_AGENT_AWAIT_ATTACH",
} as const;
