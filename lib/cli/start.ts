import { ERROR_RESPONSE, type Logger } from "../runtime/logger.js";
import { type AwsSim, prepareAwsSim } from "../sim.js";
import type { Given } from "./given.js";
import type { ImportModule } from "./init/file.js";
import type { Log } from "./log.js";
import type { Settings } from "./settings.js";
import { UsageError } from "./usage-error.js";

/**
 * Starts the simulator and applies the init file. Until then `/_sim/health` returns 503.
 *
 * @throws UsageError for invalid settings; Error if the port is in use, and for errors of the init file.
 */
export async function start(
  settings: Settings,
  given: Given,
  log: Log,
  importModule: ImportModule,
): Promise<AwsSim> {
  const options = { ...settings.options, logger: besideRequests(log) };
  const sim = await prepareAwsSim(options).catch((error: unknown) => {
    // All other options were validated before.
    throw error instanceof TypeError ? new UsageError(`${given.source("delays")}: ${error.message}`) : error;
  });
  sim.starting = true;
  log.startClock(sim.clock);
  try {
    if (settings.init !== undefined) {
      const { applyInitFile } = await import("./init/file.js");
      await applyInitFile(sim, settings.init, importModule);
    }
  } catch (error) {
    await sim.stop();
    throw error;
  }
  sim.resumeRuns();
  sim.requests.listen((record) => log.request(record));
  sim.starting = false;
  return sim;
}

/** The simulator's own log, without errors that request lines already show. */
function besideRequests(log: Log): Logger {
  return (entry) => {
    if (entry.fields.event !== ERROR_RESPONSE) log.write(entry);
  };
}
