import { HttpError } from "../control/http/http-error.js";
import { Reply } from "../control/http/reply.js";
import type { Call, Routes } from "../control/http/router.js";
import type { ControlledService } from "../control/http/service-routes.js";
import type { Simulation } from "../runtime/context.js";
import { callFromPage } from "./calls.js";
import type { TimelineEntry } from "./entry.js";
import type { Inspector } from "./inspector.js";
import { pageResponse } from "./page.js";
import { type Read, reportOf } from "./report.js";
import { inspectedServices } from "./services.js";

const DEFAULT_PAGE = 1_000;
const LARGEST_PAGE = 10_000;
/** Maximum number of causes that are followed from an entry. */
const LONGEST_CHAIN = 50;
/** Maximum number of effects of an entry that are shown. */
const MOST_EFFECTS = 200;
const MOST_FOUND = 20;

/** `/_sim/`: the page. */
export function pageRoutes(): Routes {
  return { "GET /": () => new Reply(pageResponse()) };
}

/** `/_sim/inspector`: the data of the page. */
export function inspectorRoutes(
  inspector: Inspector,
  services: readonly ControlledService[],
  simulation: Simulation,
  read: Read,
): Routes {
  const { timeline, tables } = inspector;
  return {
    "GET /timeline": ({ query }) => {
      const { clock } = simulation;
      const page = inspector.record().page(numberOf("after", query.after, 0), pageSize(query));
      return { ...page, now: clock.now(), mode: clock.mode };
    },
    "GET /timeline/{id}": ({ params: { id = "" } }) => {
      const entry = timeline.get(id);
      if (!entry) throw new HttpError(404, `The timeline has no entry "${id}".`, { unknown: "entry" });
      const effects = timeline.effectsOf(id).slice(0, MOST_EFFECTS);
      return { entry, ...timeline.contentOf(id), causes: causesOf(inspector, entry), effects };
    },
    "GET /events": ({ query }) => {
      inspector.record();
      return new Reply(inspector.streams.start(numberOf("after", query.after, 0)));
    },
    "GET /services": () => inspectedServices(inspector, services),
    "GET /tables/{table}": ({ params: { table = "" }, query }) => {
      const rows = tables.rows(table);
      if (!rows) throw new HttpError(404, `There is no table "${table}".`, { unknown: "table" });
      const after = numberOf("after", query.after, 0);
      return { total: rows.length, rows: rows.slice(after, after + pageSize(query)) };
    },
    "GET /find": ({ query }) => ({ rows: tables.find(query.text ?? "", MOST_FOUND) }),
    "POST /calls": ({ body }) => callFromPage(simulation, body),
    "GET /report": async () => {
      inspector.record();
      const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" };
      const name = { "content-disposition": 'attachment; filename="aws-sim-report.html"' };
      return new Reply({
        status: 200,
        headers: { ...headers, ...name },
        body: await reportOf(timeline, read),
      });
    },
  };
}

/** The causes of an entry, nearest first. */
function causesOf({ timeline }: Inspector, entry: TimelineEntry): TimelineEntry[] {
  const causes: TimelineEntry[] = [];
  for (let id = entry.cause; id !== undefined && causes.length < LONGEST_CHAIN; ) {
    const cause = timeline.get(id);
    if (!cause || causes.includes(cause) || cause.id === entry.id) break;
    causes.push(cause);
    id = cause.cause;
  }
  return causes;
}

function pageSize(query: Call["query"]): number {
  return Math.min(Math.max(1, numberOf("limit", query.limit, DEFAULT_PAGE)), LARGEST_PAGE);
}

function numberOf(name: string, given: string | undefined, byDefault: number): number {
  if (given === undefined) return byDefault;
  const number = Number(given);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new HttpError(400, `"${name}" is ${JSON.stringify(given)}. Use a whole number from 0.`);
}
