// A setup file of Vitest for `npm run compatibility`: appends a line of JSON to the file in RECORD_COMPATIBILITY for
// every kind of request that succeeds.
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
  // The simulators publish request records on this channel.
  const { service, operation, status, userAgent } = message as RequestRecord;
  // 0 is an interrupted connection. Errors do not count: a fault may cause them, or a check before the operation runs.
  if (operation === undefined || status === 0 || status >= 400) return;
  const line = JSON.stringify({ service, operation, userAgent, suite } satisfies Sighting);
  if (seen.has(line)) return;
  seen.add(line);
  // Written synchronously, so that nothing is lost if a test ends its process.
  appendFileSync(file, `${line}\n`);
}

// biome-ignore lint/correctness/noEmptyPattern: Vitest accepts nothing else as the first argument
beforeAll(({}, { file }) => {
  suite = relative(process.cwd(), file.filepath);
  subscribe(CHANNEL, record);
});
afterAll(() => {
  unsubscribe(CHANNEL, record);
});
