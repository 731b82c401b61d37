import { type ChildProcess, spawn } from "node:child_process";
import { own } from "../../../values/own.js";
import type { ExecSession } from "../exec/handler.js";
import type { LiveProcesses } from "./live-processes.js";
import type { RunCommandOptions } from "./options.js";
import { killGroup } from "./process-group.js";
import { type Terminal, terminalOf } from "./terminal.js";
import { quoted, wordsOf } from "./words.js";

/** Where commands of ExecuteCommand run. */
export interface ExecPlace {
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly programs: NonNullable<RunCommandOptions["programs"]>;
  readonly live: LiveProcesses;
  /** Aborts when the container's main process has ended. */
  readonly ended: AbortSignal;
}

/**
 * Runs a command beside the process of a container, in its own terminal, until it ends or its client
 * disconnects.
 */
export async function execCommand(session: ExecSession, place: ExecPlace): Promise<void> {
  const { directory, environment, live, ended } = place;
  const [program, ...args] = wordsOf(session.command);
  if (program === undefined) throw new Error("The command is empty.");
  const local = own(place.programs, program) ?? program;
  const words = [...(typeof local === "string" ? [local] : local), ...args];
  const terminal = terminalOf(words.map(quoted).join(" "));
  const child = spawn(terminal.file, terminal.args, {
    cwd: directory,
    env: { ...environment, TERM: "xterm-256color", ...terminal.environment },
    detached: true,
    stdio: terminal.stdio,
  });
  const over = Promise.all([endOf(child), passOutput(child, session, terminal)]);
  const running = terminal.begin(child, session);
  const kill = () => {
    running.kill();
    killGroup(child.pid);
  };
  const signal = AbortSignal.any([session.signal, ended]);
  const killable = { kill };
  signal.addEventListener("abort", kill, { once: true });
  live.add(killable);
  void passInput(child, session, terminal);
  try {
    if (signal.aborted) kill();
    await over;
  } finally {
    running.kill();
    live.delete(killable);
    signal.removeEventListener("abort", kill);
  }
}

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("error", (error) => reject(new Error(`Unable to start command: ${error.message}`)));
    child.once("exit", () => {
      killGroup(child.pid);
      resolve();
    });
  });
}

/** Applies backpressure of the client. */
async function passOutput(child: ChildProcess, session: ExecSession, terminal: Terminal): Promise<void> {
  const pass = async (stream: NodeJS.ReadableStream | null): Promise<void> => {
    if (!stream) return;
    for await (const chunk of stream) await session.write(terminal.toClient(Buffer.from(chunk)));
  };
  await Promise.all([pass(child.stdout), pass(child.stderr)]);
}

async function passInput(child: ChildProcess, session: ExecSession, terminal: Terminal): Promise<void> {
  const { stdin } = child;
  // A command may end before it has read all input.
  stdin?.on("error", () => {});
  for await (const chunk of session.input) terminal.fromClient(Buffer.from(chunk), child);
  stdin?.end();
}
