// CloudWatch Logs: what putting, paging and searching cost in streams of very different lengths.
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { createAwsSim } from "../dist/esm/index.js";
import { median, report } from "./measure.mjs";

const START = Date.parse("2030-01-01T00:00:00Z");
const BATCH = 1_000;
const PAGE = 10_000;
const SIZES = { short: 10_000, long: 1_000_000 };
const ROUNDS = 15;

/** PutLogEvents of 1,000 events into an empty stream and into one with a million. */
export async function logsPut() {
  await withStreams(async ({ client, sizes }) => {
    const times = { empty: [], long: [] };
    await client.send(new CreateLogStreamCommand({ logGroupName: "bench", logStreamName: "empty" }));
    for (let round = 0; round < ROUNDS + 5; round++) {
      for (const logStreamName of Object.keys(times)) {
        const logEvents = events(BATCH, START + sizes.long + round * BATCH);
        const put = new PutLogEventsCommand({ logGroupName: "bench", logStreamName, logEvents });
        const time = await timed(() => client.send(put));
        if (round >= 5) times[logStreamName].push(time);
      }
    }
    const [value, baseline] = [median(times.long), median(times.empty)];
    const ratio = value / baseline;
    report("logs: put 1,000 events, behind 10⁶ and none", {
      value,
      baseline,
      unit: "ms",
      ratio,
      target: "≤ 1.3× an empty stream's",
      ok: ratio <= 1.3,
    });
  });
}

/** Pages of 10,000 events from a stream that has no more, and from the middle of one with a million. */
export async function logsPages() {
  await withStreams(async ({ client }) => {
    const page = (logStreamName, startTime) =>
      client.send(
        new GetLogEventsCommand({
          logGroupName: "bench",
          logStreamName,
          startTime,
          startFromHead: true,
          limit: PAGE,
        }),
      );
    const times = { short: [], long: [] };
    for (let round = 0; round < ROUNDS + 5; round++) {
      for (const [name, start] of [
        ["short", START],
        ["long", START + SIZES.long / 2],
      ]) {
        let count = 0;
        const time = await timed(async () => {
          count = (await page(name, start)).events.length;
        });
        if (count !== PAGE) throw new Error(`A page has ${count} events instead of ${PAGE}.`);
        if (round >= 5) times[name].push(time);
      }
    }
    const ratio = median(times.long.map((time, i) => time / times.short[i]));
    report("logs: page of 10,000 events, of 10⁶ and 10⁴", {
      value: median(times.long),
      baseline: median(times.short),
      unit: "ms",
      ratio,
      target: "≤ 1.3× the short stream's",
      ok: ratio <= 1.3,
    });
    await smallPages(client);
  });
}

/** Pages of 1,000 events, of a stream with exactly these and of one with a million. */
async function smallPages(client) {
  const times = { thousand: [], long: [] };
  for (let round = 0; round < 8 * ROUNDS; round++) {
    for (const logStreamName of Object.keys(times)) {
      const get = new GetLogEventsCommand({ logGroupName: "bench", logStreamName, limit: BATCH });
      const time = await timed(() => client.send(get));
      if (round >= ROUNDS) times[logStreamName].push(time);
    }
  }
  const [value, baseline] = [median(times.long), median(times.thousand)];
  report("logs: page of 1,000 events, of 10⁶ and 10³", {
    value,
    baseline,
    unit: "ms",
    ratio: value / baseline,
    target: "≤ 1.3× the short stream's",
    ok: value / baseline <= 1.3,
  });
}

/** FilterLogEvents for a term that none of a million events has. */
export async function logsFilter() {
  await withStreams(async ({ client, sizes }) => {
    const rates = [];
    for (let round = 0; round < ROUNDS; round++) {
      const filter = new FilterLogEventsCommand({
        logGroupName: "bench",
        logStreamNames: ["long"],
        filterPattern: "ERROR",
      });
      rates.push(sizes.long / (await timed(() => client.send(filter))) / 1_000);
    }
    const value = median(rates);
    report("logs: events searched for a term", {
      value,
      unit: "M/s",
      target: "≥ 1 million per second",
      ok: value >= 1,
    });
  });
}

/** A simulator with a group of streams of a thousand, ten thousand and a million events. */
async function withStreams(measure) {
  const sim = await createAwsSim({ clock: "frozen", startTime: START });
  const client = new CloudWatchLogsClient(sim.clientConfig({ direct: true }));
  await client.send(new CreateLogGroupCommand({ logGroupName: "bench" }));
  for (const [stream, size] of Object.entries({ thousand: BATCH, ...SIZES })) {
    for (let done = 0; done < size; done += PAGE) {
      sim.logs.put("bench", stream, ...events(Math.min(PAGE, size), START + done));
    }
  }
  await measure({ client, sizes: SIZES });
  await sim.close();
}

function events(count, from) {
  return Array.from({ length: count }, (_, i) => ({
    timestamp: from + i,
    message: `INFO request ${from + i} served`,
  }));
}

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
