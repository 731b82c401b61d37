import { Patience } from "../core/clock/patience.js";
import type { AwsSim } from "../sim.js";
import { VERSION } from "../version.js";
import type { Environment, Given } from "./given.js";
import type { ImportModule } from "./init/file.js";
import { Log } from "./log.js";
import { readSettings } from "./settings.js";
import { firstStopSignal } from "./signals.js";
import { start } from "./start.js";

/** Where LocalStack listens too, so that what was pointed there needs no change. */
const PORT = 4566;

/** `aws-sim`: serves until SIGTERM or SIGINT, then answers what is under way. */
export async function serve(
  given: Given,
  environment: Environment,
  importModule: ImportModule,
): Promise<number> {
  const settings = readSettings(given, { port: PORT, logLevel: "info" });
  const log = new Log(process.stdout, settings, environment);
  // The first process of a container does not even end by a signal unless it listens for it.
  const stopped = firstStopSignal();
  const sim = await start(settings, given, log, importModule);
  const { url, region, accountId } = sim;
  log.announce("ready", `aws-sim is ready on ${url}`, { url, region, accountId, version: VERSION });
  const signal = await stopped;
  log.event("draining", `${signal}: answering what is under way, again to stop at once`);
  const finished = await drain(sim, settings.drainTimeout);
  log.event("stopped", finished ? "aws-sim has stopped" : "aws-sim has stopped, and broke requests off");
  await sim.close();
  return 0;
}

/** Whether all that was under way was answered in time. */
async function drain(sim: AwsSim, timeout: number): Promise<boolean> {
  const patience = new Patience(timeout);
  const finished = await Promise.race([sim.drain().then(() => true), patience.over.then(() => false)]);
  patience.end();
  return finished;
}
