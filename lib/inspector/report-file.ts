import { writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Endpoint } from "../client-config.js";
import { createDirectory } from "../shared/directories.js";

const REQUEST = {
  method: "GET",
  path: "/_sim/inspector/report",
  query: "",
  headers: { host: "localhost" },
  body: { bytes: () => new Uint8Array(), stream: async function* () {} },
  inProcess: true,
};

/** Directory for failure reports, relative to the working directory. */
const DIRECTORY = "aws-sim-reports";
/** File systems limit names to 255 bytes. */
const LONGEST_NAME = 150;

/**
 * The file for a failure report. @param names of the failed test with its file and blocks, or of the command.
 */
export function failureFile(names: readonly string[]): string {
  const name = names.join(" ").replace(/[^\p{L}\p{N}]+/gu, "-");
  return resolve(DIRECTORY, `${name.replace(/^-|-$/g, "").slice(-LONGEST_NAME)}.html`);
}

/**
 * Writes the report of a simulator in this process to a file. @throws Error if the page of the inspector is
 * missing.
 */
export async function writeReport({ dispatch }: Endpoint, file: string): Promise<void> {
  if (!dispatch)
    throw new Error("This simulator is in another process: download its report from /_sim/inspector/report.");
  const { status, body } = await dispatch(REQUEST);
  if (typeof body !== "string" || status !== 200)
    throw new Error(`The report could not be written: ${String(body)}`);
  await saveReport(file, body);
}

/** Writes a report to a file, and creates its directory. */
export async function saveReport(file: string, report: string | Uint8Array): Promise<void> {
  createDirectory(dirname(file));
  await writeFile(file, report);
}
