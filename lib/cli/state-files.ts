import { Calls } from "../connect/calls.js";
import { DataDirectory } from "../durable/data-directory.js";
import { hasState, importDirectory } from "../durable/import-directory.js";
import { services } from "../services/index.js";
import { tablesOf } from "../simulation.js";
import { VERSION } from "../version.js";
import type { Given } from "./given.js";
import { readSettings } from "./settings.js";
import { UsageError } from "./usage-error.js";

/** Defaults for {@link readSettings}. */
const DEFAULTS = { port: 4566, logLevel: "info" } as const;

/**
 * `aws-sim export`: writes the state of a data directory, or of the simulator on `--host` and `--port`, to a
 * file.
 *
 * @returns a message for the log.
 */
export async function exportState(given: Given, file: string): Promise<string> {
  const { options } = readSettings(given, DEFAULTS);
  const { dataDir, durability = "process", host = "127.0.0.1", port } = options;
  if (dataDir === undefined) {
    const url = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
    await new Calls(url).download("/export", file);
    return `The state of ${url} is in ${file}.`;
  }
  if (!hasState(dataDir))
    throw new Error(
      `The directory ${dataDir} has no state. Use one that was created with aws-sim --data-dir.`,
    );
  const directory = await DataDirectory.open({ directory: dataDir, durability, tables: allTables() });
  try {
    await directory.export(file, VERSION);
  } finally {
    directory.close();
  }
  return `The state of ${dataDir} is in ${file}.`;
}

/**
 * `aws-sim import`: creates a data directory from a file.
 *
 * @returns a message for the log.
 */
export async function importState(given: Given, file: string): Promise<string> {
  const { dataDir, durability = "process" } = readSettings(given, DEFAULTS).options;
  if (dataDir === undefined)
    throw new UsageError(
      `Specify the directory to create: aws-sim import --data-dir <directory> ${file}. To start a simulator with this state but without a directory, use --seed-from ${file}.`,
    );
  await importDirectory({ directory: dataDir, durability, tables: allTables() }, file);
  return `The state of ${file} is in ${dataDir}.`;
}

function allTables() {
  return tablesOf(Object.values(services));
}
