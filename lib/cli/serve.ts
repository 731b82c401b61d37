import { writeFile } from "node:fs/promises";
import type { Environment } from "../client-environment.js";
import { RealTimeout } from "../clock/real-timeout.js";
import type { LogEntry } from "../runtime/logger.js";
import type { AwsSim } from "../sim.js";
import { VERSION } from "../version.js";
import type { Given } from "./given.js";
import type { ImportModule } from "./init/file.js";
import { Log } from "./log.js";
import { readSettings } from "./settings.js";
import { firstStopSignal } from "./signals.js";
import { start } from "./start.js";

/** LocalStack's port, so that clients configured for it need no change. */
const PORT = 4566;

/** `aws-sim`: serves until SIGTERM or SIGINT, then completes the requests in progress. */
export async function serve(
  given: Given,
  environment: Environment,
  importModule: ImportModule,
): Promise<number> {
  const settings = readSettings(given, { port: PORT, logLevel: "info" });
  const log = new Log(process.stdout, settings, environment);
  // The first process of a container ignores signals unless it handles them.
  const stopped = firstStopSignal();
  const sim = await start(settings, given, log, importModule);
  const { url, region, accountId } = sim;
  if (settings.urlFile !== undefined) await writeFile(settings.urlFile, url);
  const { host = "127.0.0.1" } = settings.options;
  if (!isThisMachine(host)) log.write(exposed(host));
  const where = url.includes(host) ? url : `${url}, listening on ${host}`;
  const inspector = `${url}/_sim/`;
  log.announce("ready", `aws-sim is ready on ${where}`, {
    url,
    inspector,
    host,
    region,
    accountId,
    version: VERSION,
  });
  const signal = await stopped;
  log.event("draining", `${signal}: answering what is under way, again to stop at once`);
  const finished = await drain(sim, settings.drainTimeout);
  log.event("stopped", finished ? "aws-sim has stopped" : "aws-sim has stopped, and broke requests off");
  await sim.stop();
  return 0;
}

/** Whether only programs on this machine can connect to an address. */
function isThisMachine(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

/** A warning: a simulator has no users and permissions of its own, whatever requests are signed with. */
function exposed(host: string): LogEntry {
  const msg =
    `aws-sim listens on ${host}: everyone who can reach this machine can read and change what it holds, and control it ` +
    "by its address. Use --host 127.0.0.1, or publish the port of a container on 127.0.0.1 alone.";
  return { level: "warn", msg, fields: { event: "exposed", host } };
}

/** Whether all requests in progress completed in time. */
async function drain(sim: AwsSim, timeout: number): Promise<boolean> {
  const limit = new RealTimeout(timeout);
  const finished = await Promise.race([sim.drain().then(() => true), limit.elapsed.then(() => false)]);
  limit.cancel();
  return finished;
}
