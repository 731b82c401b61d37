import { type ChildProcess, spawn } from "node:child_process";
import type { Environment } from "../client-environment.js";
import type { Given } from "./given.js";
import type { ImportModule } from "./init/file.js";
import { Log } from "./log.js";
import { readSettings } from "./settings.js";
import { statusOf } from "./signals.js";
import { start } from "./start.js";

/** `aws-sim exec`: a simulator for the time of one command, whose status it gives back. */
export async function exec(
  given: Given,
  environment: Environment,
  importModule: ImportModule,
  [command = "", ...args]: readonly string[],
): Promise<number> {
  const settings = readSettings(given, { port: 0, logLevel: "warn" });
  // The output of the command is its own.
  const log = new Log(process.stderr, settings, environment);
  const sim = await start(settings, given, log, importModule);
  try {
    const child = spawn(command, args, { stdio: "inherit", env: sim.env(environment) });
    forwardSignals(child);
    return await ended(child, command);
  } finally {
    await sim.stop();
  }
}

function forwardSignals(child: ChildProcess): void {
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  process.on("SIGHUP", () => child.kill("SIGHUP"));
  // The keys of a terminal reach the command by themselves: it would see them twice.
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
      // As shells have it: 127, there is no such command; 126, it cannot be run.
      resolve(missing ? 127 : 126);
    });
    child.once("close", (code, signal) => resolve(signal ? statusOf(signal) : (code ?? 1)));
  });
}
