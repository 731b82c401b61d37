import { type ChildProcessByStdio, spawn } from "node:child_process";
import { constants } from "node:os";
import type { Readable } from "node:stream";
import { RealTimeout } from "../../../clock/real-timeout.js";
import type { CommandLine } from "./command-line.js";
import type { OutputLines } from "./output-lines.js";
import { HAS_GROUPS, killGroup } from "./process-group.js";

/**
 * Real milliseconds to wait for output after the end of a process: a process outside its group may hold the
 * pipe open.
 */
const LAST_OUTPUT = 1000;

/** How a process ended, or why it could not start. */
export type ProcessEnd =
  | { readonly exitCode: number }
  | { readonly error: { readonly code?: string | undefined; readonly message: string } };

/** A process of this machine with its descendants, in one process group that is killed together. */
export class ChildProcess {
  /** Resolves when the process has ended and all of its output was passed on. */
  readonly ended: Promise<ProcessEnd>;
  private readonly child: ChildProcessByStdio<null, Readable, Readable> | undefined;

  constructor(
    { program, args, directory }: CommandLine,
    environment: Readonly<Record<string, string>>,
    output: { readonly stdout: OutputLines; readonly stderr: OutputLines },
  ) {
    try {
      const child = spawn(program, args, {
        cwd: directory,
        env: environment,
        detached: HAS_GROUPS,
        stdio: ["ignore", "pipe", "pipe"],
        windowsHide: true,
      });
      child.stdout.on("data", (bytes: Buffer) => output.stdout.push(bytes));
      child.stderr.on("data", (bytes: Buffer) => output.stderr.push(bytes));
      this.child = child;
      this.ended = this.end(child).then((end) => {
        output.stdout.end();
        output.stderr.end();
        return end;
      });
    } catch (error) {
      // Arguments that no program can have, such as those with a zero byte.
      this.ended = Promise.resolve({ error: errorOf(error) });
    }
  }

  /** Sends SIGTERM to the main process, as ECS does. */
  terminate(): void {
    this.child?.kill("SIGTERM");
  }

  /** Kills the process and its descendants. Does nothing if they have ended. */
  kill(): void {
    killGroup(this.child?.pid);
  }

  private async end(child: ChildProcessByStdio<null, Readable, Readable>): Promise<ProcessEnd> {
    const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
    const end = await new Promise<ProcessEnd>((resolve) => {
      child.once("error", (error) => resolve({ error: errorOf(error) }));
      child.once("exit", (code, signal) => resolve({ exitCode: code ?? 128 + numberOf(signal) }));
    });
    if ("error" in end) return end;
    // As in a container, the end of the main process ends all others.
    this.kill();
    const timeout = new RealTimeout(LAST_OUTPUT);
    await Promise.race([closed, timeout.elapsed]);
    timeout.cancel();
    child.stdout.destroy();
    child.stderr.destroy();
    return end;
  }
}

function numberOf(signal: NodeJS.Signals | null): number {
  return signal === null ? 0 : constants.signals[signal];
}

function errorOf(error: unknown): { readonly code?: string | undefined; readonly message: string } {
  if (!(error instanceof Error)) return { message: String(error) };
  return { code: "code" in error ? String(error.code) : undefined, message: error.message };
}
