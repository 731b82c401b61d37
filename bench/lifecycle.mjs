// Making and closing simulators, one and a thousand.
import { createServer } from "node:http";
import { createAwsSim } from "../dist/esm/index.js";
import { median, report } from "./measure.mjs";

const WARM_RUNS = 200;
const MANY = 1_000;

/** createAwsSim() and close() of a warm process, beside a bare server that starts and stops. */
export async function warm() {
  const times = { sim: [], bare: [] };
  for (let run = 0; run < WARM_RUNS + 20; run++) {
    const sim = await timed(async () => (await createAwsSim()).close());
    const bare = await timed(startAndStopBare);
    if (run < 20) continue;
    times.sim.push(sim);
    times.bare.push(bare);
  }
  const [value, baseline] = [median(times.sim), median(times.bare)];
  report("warm: createAwsSim() and close()", {
    value,
    baseline,
    unit: "ms",
    ratio: value / baseline,
    target: "≤ 5 ms at the median",
    ok: value <= 5,
  });
}

/** What a thousand simulators leave behind. Needs `--expose-gc`. */
export async function leftovers() {
  await oneRequest();
  globalThis.gc();
  const handles = process.getActiveResourcesInfo().length;
  const heap = process.memoryUsage().heapUsed;
  for (let i = 0; i < MANY; i++) await oneRequest();
  await new Promise((resolve) => setTimeout(resolve, 50));
  globalThis.gc();
  const grown = (process.memoryUsage().heapUsed - heap) / 2 ** 20;
  const opened = process.getActiveResourcesInfo().length - handles;
  report("1,000 simulators: heap kept", {
    value: Math.max(grown, 0),
    unit: "MiB",
    target: "< 10 MiB",
    ok: grown < 10,
  });
  report("1,000 simulators: handles left open", {
    value: opened,
    unit: "handles",
    target: "none",
    ok: opened <= 0,
  });
}

async function oneRequest() {
  const sim = await createAwsSim();
  const { requestHandler } = sim.clientConfig({ direct: true });
  await requestHandler.handle({
    method: "POST",
    path: "/",
    hostname: "localhost",
    headers: { "x-amz-target": "AmazonEC2ContainerServiceV20141113.CreateCluster" },
    body: "{}",
  });
  await sim.close();
}

function startAndStopBare() {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => server.close(resolve));
  });
}

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
