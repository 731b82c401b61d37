// A thousand simulators with one request each, closed: what remains of them? Needs `--expose-gc`.
import { createAwsSim } from "../dist/esm/index.js";
import { report } from "./measure.mjs";

const MANY = 1_000;

await oneRequest();
const before = await atRest();
for (let i = 0; i < MANY; i++) await oneRequest();
const after = await atRest();
const grown = (after.heap - before.heap) / 2 ** 20;
const opened = after.handles - before.handles;
report("1,000 simulators: heap kept", { value: grown, unit: "MiB", target: "< 10 MiB", ok: grown < 10 });
report("1,000 simulators: handles left open", {
  value: opened,
  unit: "handles",
  target: "none",
  ok: opened <= 0,
});

/** Heap and handles after closed objects are collected. */
async function atRest() {
  await new Promise((resolve) => setTimeout(resolve, 200));
  globalThis.gc();
  return { heap: process.memoryUsage().heapUsed, handles: process.getActiveResourcesInfo().length };
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
