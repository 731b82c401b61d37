// A setup file of Vitest, in force while `npm run compatibility` runs the suites: appends a line of JSON to the file
// that RECORD_COMPATIBILITY names for every kind of request that a simulator answers with success.
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { appendFileSync } from "node:fs";
import { relative } from "node:path";
import { afterAll, beforeAll } from "vitest";
import type { RequestRecord } from "../../lib/index.js";
import type { Sighting } from "./clients.js";

const CHANNEL = "aws-sim:request";
const file = process.env.RECORD_COMPATIBILITY ?? "";
const seen = new Set<string>();
let suite = "";

function record(message: unknown): void {
  // What the simulators publish on their channel.
  const { service, operation, status, userAgent } = message as RequestRecord;
  // 0 is a connection that broke off. A refusal shows nothing: it may come from a fault, or before the operation runs.
  if (operation === undefined || status === 0 || status >= 400) return;
  const line = JSON.stringify({ service, operation, userAgent, suite } satisfies Sighting);
  if (seen.has(line)) return;
  seen.add(line);
  // At once, so that nothing is lost of a test that takes its process down.
  appendFileSync(file, `${line}\n`);
}

// biome-ignore lint/correctness/noEmptyPattern: Vitest takes nothing else as the first argument
beforeAll(({}, { file }) => {
  suite = relative(process.cwd(), file.filepath);
  subscribe(CHANNEL, record);
});
afterAll(() => {
  unsubscribe(CHANNEL, record);
});
