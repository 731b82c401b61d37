import { type ChildProcess, spawn } from "node:child_process";
import { basename } from "node:path";
import type { Environment } from "../client-environment.js";
import { failureFile } from "../inspector/report-file.js";
import type { AwsSim } from "../sim.js";
import type { Given } from "./given.js";
import type { ImportModule } from "./init/file.js";
import { Log } from "./log.js";
import { readSettings } from "./settings.js";
import { statusOf } from "./signals.js";
import { start } from "./start.js";

/** `aws-sim exec`: runs a simulator for the duration of one command, and returns its exit status. */
export async function exec(
  given: Given,
  environment: Environment,
  importModule: ImportModule,
  [command = "", ...args]: readonly string[],
): Promise<number> {
  const settings = readSettings(given, { port: 0, logLevel: "warn" });
  // The output streams belong to the command.
  const log = new Log(process.stderr, settings, environment);
  const sim = await start(settings, given, log, importModule);
  try {
    const child = spawn(command, args, { stdio: "inherit", env: sim.env(environment) });
    forwardSignals(child);
    const status = await ended(child, command);
    if (status !== 0 && settings.options.inspect === "on-failure")
      await report(sim, [basename(command), ...args]);
    return status;
  } finally {
    await sim.stop();
  }
}

/** Writes what the simulator of a failed command shows, and names the file after the output of the command. */
async function report(sim: AwsSim, command: readonly string[]): Promise<void> {
  const file = failureFile(command);
  const line = await sim.report(file).then(
    () => `the inspector shows what happened: ${file}`,
    (error: Error) => `the report was not written: ${error.message}`,
  );
  process.stderr.write(`aws-sim: ${line}\n`);
}

function forwardSignals(child: ChildProcess): void {
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  process.on("SIGHUP", () => child.kill("SIGHUP"));
  // A terminal sends the signal to the command as well; it would receive it twice.
  process.on("SIGINT", () => process.stdin.isTTY || child.kill("SIGINT"));
  process.on("SIGQUIT", () => process.stdin.isTTY || child.kill("SIGQUIT"));
}

function ended(child: ChildProcess, command: string): Promise<number> {
  return new Promise((resolve) => {
    child.once("error", (error: NodeJS.ErrnoException) => {
      const missing = error.code === "ENOENT";
      const reason = missing
        ? "it is not there. Check its name and PATH"
        : `${error.message}. Check its permissions`;
      process.stderr.write(`aws-sim: cannot run ${command}: ${reason}.\n`);
      // As in shells: 127, command not found; 126, not executable.
      resolve(missing ? 127 : 126);
    });
    child.once("close", (code, signal) => resolve(signal ? statusOf(signal) : (code ?? 1)));
  });
}
