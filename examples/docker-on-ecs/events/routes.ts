import type { Backend } from "../backend.js";
import { pause } from "../clock.js";
import { type Filters, passes, readFilters } from "../http/filters.js";
import type { Reply } from "../http/reply.js";
import type { DockerRequest } from "../http/request.js";
import { type Route, routes } from "../http/router.js";
import { seconds } from "../http/times.js";
import { type DockerEvent, timeOf } from "./event-bus.js";

export const eventRoutes: readonly Route[] = routes({ "GET /events": streamEvents });

const KEYS = [
  "config",
  "container",
  "daemon",
  "event",
  "image",
  "label",
  "network",
  "node",
  "plugin",
  "scope",
  "secret",
  "service",
  "type",
  "volume",
];

/** `GET /events`: one JSON object per line, from `since` or now until `until` or without an end. */
function streamEvents(backend: Backend, request: DockerRequest): Reply {
  const filters = readFilters(request, KEYS);
  const since = seconds(request, "since");
  const until = seconds(request, "until");
  const wanted = (event: DockerEvent) =>
    matches(filters, event) && (until === undefined || timeOf(event) <= until);
  return { contentType: "application/json", chunks: stream(backend, wanted, since, until, request.signal) };
}

async function* stream(
  { clock, events }: Backend,
  wanted: (event: DockerEvent) => boolean,
  since: number | undefined,
  until: number | undefined,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const past = since === undefined ? [] : events.history().filter((event) => timeOf(event) >= since);
  const queue = past.filter(wanted);
  let wake = () => {};
  const stop = events.listen((event) => {
    if (wanted(event)) queue.push(event);
    wake();
  });
  const ended = new AbortController();
  const end = () => {
    ended.abort();
    wake();
  };
  signal.addEventListener("abort", end);
  if (until !== undefined) void pause(clock, Math.max(0, until - clock.now()), ended.signal).then(end);
  try {
    for (;;) {
      for (const event of queue.splice(0)) yield `${JSON.stringify(event)}\n`;
      if (ended.signal.aborted || signal.aborted) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (queue.length > 0 || ended.signal.aborted) resolve();
      });
    }
  } finally {
    stop();
    ended.abort();
    signal.removeEventListener("abort", end);
  }
}

function matches(filters: Filters, { Type, Action, Actor }: DockerEvent): boolean {
  const attributes = new Map(Object.entries(Actor.Attributes));
  const names = [Actor.ID, attributes.get("name") ?? ""];
  const named = (kind: DockerEvent["Type"]) =>
    passes(
      filters,
      kind,
      (value) =>
        Type === kind && names.some((name) => name !== "" && (name === value || name.startsWith(value))),
    );
  return (
    passes(filters, "type", (value) => value === Type) &&
    passes(filters, "event", (value) => value === Action || value === Action.split(":")[0]) &&
    passes(filters, "scope", (value) => value === "local") &&
    (filters.get("label") ?? []).every((label) => {
      const [name = "", ...value] = label.split("=");
      return attributes.has(name) && (!label.includes("=") || attributes.get(name) === value.join("="));
    }) &&
    named("container") &&
    named("image") &&
    named("network") &&
    named("volume")
  );
}
