import { statSync } from "node:fs";
import type { TaskContext, TaskOutcome } from "../tasks/outcome.js";
import { ChildProcess } from "./child-process.js";
import { type CommandLine, commandLineOf } from "./command-line.js";
import { execCommand } from "./exec-command.js";
import type { LiveProcesses } from "./live-processes.js";
import { machineEnvironment } from "./machine-environment.js";
import type { RunCommandOptions } from "./options.js";
import { OutputLines } from "./output-lines.js";
import { startFailure } from "./start-failure.js";

/** Runs the command of a container until it ends. */
export async function runProcess(
  task: TaskContext,
  options: RunCommandOptions,
  live: LiveProcesses,
): Promise<TaskOutcome> {
  const line = commandLineOf(task, options);
  if ("failure" in line) return { failToStart: line.failure };
  if (!isDirectory(line.directory)) return { failToStart: startFailure({ code: "ENOTDIR" }, line) };
  // It was stopped before the process could start.
  if (task.signal.aborted) return { exitCode: 143 };
  return run(task, line, options, live);
}

async function run(
  task: TaskContext,
  line: CommandLine,
  { env = machineEnvironment(process.env), programs = {} }: RunCommandOptions,
  live: LiveProcesses,
): Promise<TaskOutcome> {
  const environment = task.env({ ...env, ...line.environment });
  const child = new ChildProcess(line, environment, {
    stdout: new OutputLines((text) => task.stdout(text)),
    stderr: new OutputLines((text) => task.stderr(text)),
  });
  const terminate = () => child.terminate();
  const kill = () => child.kill();
  task.signal.addEventListener("abort", terminate, { once: true });
  task.killed.addEventListener("abort", kill, { once: true });
  live.add(child);
  const ended = new AbortController();
  const place = { directory: line.directory, environment, programs, live, ended: ended.signal };
  task.onExec((session) => execCommand(session, place));
  try {
    const end = await child.ended;
    return "error" in end ? { failToStart: startFailure(end.error, line) } : { exitCode: end.exitCode };
  } finally {
    ended.abort();
    live.delete(child);
    task.signal.removeEventListener("abort", terminate);
    task.killed.removeEventListener("abort", kill);
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
