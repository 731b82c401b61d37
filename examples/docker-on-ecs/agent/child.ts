import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { exitCodeOf, startFailureCode, startFailureMessage } from "./exit-code.js";
import { inTerminal, resizeTerminal } from "./terminal.js";

/** How a process starts. */
export interface ChildOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly workdir?: string;
  readonly tty: boolean;
  /** Whether standard input is open. */
  readonly stdin: boolean;
  onOutput(stream: "stdout" | "stderr", chunk: Buffer): void;
  /** The process has ended and all of its output was passed on. */
  onExit(exit: ChildExit): void;
}

/** How a process ended. */
export interface ChildExit {
  readonly code: number;
  /** Why it could not be started. */
  readonly failure?: string;
}

/** A running process. */
export interface Child {
  readonly pid: number | undefined;
  write(data: Buffer): void;
  closeInput(): void;
  signal(signal: NodeJS.Signals): void;
  resize(width: number, height: number): void;
  /** Stops reading the output, so that the process waits once its pipes are full. */
  pause(): void;
  resume(): void;
}

/** Milliseconds that output may still come after the end of a process whose children keep its pipes open. */
const OUTPUT_GRACE = 500;

/** Starts a process. A command that cannot be started is reported to `onExit`. */
export function startChild(command: readonly string[], options: ChildOptions): Child {
  const [program = "", ...words] = options.tty ? inTerminal(command) : command;
  const child = spawn(program, words, {
    env: options.env,
    cwd: options.workdir,
    stdio: ["pipe", "pipe", "pipe"],
  });
  // A terminal whose input has ended ends its shell.
  if (!options.stdin && !options.tty) child.stdin.end();
  let ended = false;
  const end = (exit: ChildExit) => {
    if (ended) return;
    ended = true;
    options.onExit(exit);
  };
  child.stdout.on("data", (chunk: Buffer) => options.onOutput("stdout", chunk));
  child.stderr.on("data", (chunk: Buffer) => options.onOutput(options.tty ? "stdout" : "stderr", chunk));
  child.on("error", (error: NodeJS.ErrnoException) => {
    const failure = startFailureMessage(error, program);
    if (child.pid === undefined) end({ code: startFailureCode(error), failure });
  });
  child.on("close", (code, signal) => end({ code: exitCodeOf(code, signal) }));
  child.on("exit", (code, signal) => {
    setTimeout(() => end({ code: exitCodeOf(code, signal) }), OUTPUT_GRACE).unref();
  });
  // The process may end before it has read its input.
  child.stdin.on("error", () => {});
  const outputs: Readable[] = [child.stdout, child.stderr];
  return {
    pid: child.pid,
    write: (data) => void child.stdin.write(data),
    closeInput: () => void child.stdin.end(),
    signal: (signal) => void child.kill(signal),
    resize: (width, height) => {
      if (options.tty && child.pid !== undefined) resizeTerminal(child.pid, width, height);
    },
    pause: () => outputs.forEach((output) => void output.pause()),
    resume: () => outputs.forEach((output) => void output.resume()),
  };
}
