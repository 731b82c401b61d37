import { VERSION } from "../version.js";
import { pageWithData } from "./page.js";
import type { InspectedService } from "./services.js";
import type { Timeline } from "./timeline.js";

/** Maximum number of entries with contents in a report: the latest ones. */
const MOST_CONTENTS = 2_000;
/** Maximum number of rows of a table in a report. */
const MOST_ROWS = 500;

/** Lists below the rows of a list, by the list and the member that names a row. */
const BELOW: readonly (readonly [service: string, list: string, name: string, path: string])[] = [
  ["s3", "buckets", "name", "/s3/buckets/{}/objects"],
  ["sqs", "queues", "name", "/sqs/queues/{}/messages"],
  ["logs", "groups", "logGroupName", "/logs/groups/{}/events"],
  ["stepFunctions", "stateMachines", "name", "/stepFunctions/state-machines/{}/coverage"],
];

/** Reads a path below `/_sim`, as GET does. @throws if it does not exist. */
export type Read = (path: string, query?: Readonly<Record<string, string>>) => unknown;

/** A simulator as one HTML file: the page with the responses that it requests. */
export async function reportOf(timeline: Timeline, read: Read): Promise<string> {
  const responses = new Map<string, unknown>();
  const keep = async (path: string, query?: Readonly<Record<string, string>>): Promise<unknown> => {
    const response = await read(path, query);
    responses.set(path, response);
    return response;
  };
  for (const path of ["/health", "/clock", "/delays", "/faults", "/authorization", "/requests/unanswered"])
    await keep(path).catch(() => undefined);
  // Written by the route with this name.
  const services = (await keep("/inspector/services")) as readonly InspectedService[];
  for (const { name, lists, tables } of services) {
    for (const list of lists) await keepList(keep, name, list);
    for (const table of tables) await keep(`/inspector/tables/${table.name}`, { limit: String(MOST_ROWS) });
  }
  const entries = timeline.all();
  for (const { id } of entries.slice(-MOST_CONTENTS))
    await keep(`/inspector/timeline/${encodeURIComponent(id)}`);
  return pageWithData({ version: VERSION, entries, responses: Object.fromEntries(responses) });
}

async function keepList(keep: (path: string) => Promise<unknown>, service: string, list: string) {
  const rows = await keep(`/state/${service}/${list}`).catch(() => undefined);
  if (!Array.isArray(rows)) return;
  const below = BELOW.filter(([of, among]) => of === service && among === list);
  for (const [, , name, path] of below)
    for (const row of rows.slice(0, MOST_ROWS)) {
      const named: unknown = typeof row === "object" && row !== null ? Reflect.get(row, name) : undefined;
      if (typeof named === "string") await keep(path.replace("{}", () => encodeURIComponent(named)));
    }
}
