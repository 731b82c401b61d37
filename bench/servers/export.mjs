// A simulator with many objects that exports its state when it is told to.
import { once } from "node:events";
import { join } from "node:path";
import { createAwsSim } from "../../dist/esm/index.js";

const [directory, kind, objects] = process.argv.slice(2);
const options = kind === "data directory" ? { dataDir: join(directory, "data") } : {};
let sim = await createAwsSim(options);
sim.s3.createBucket("bench");
for (let i = 0; i < Number(objects); i++) sim.s3.putObject("bench", `key-${i}`, `${i}`.padEnd(1024, "x"));
if (options.dataDir) {
  // Rows are read when they are needed.
  await sim.close();
  sim = await createAwsSim(options);
}
process.send({ port: sim.port });
await once(process, "message");
const before = process.memoryUsage.rss();
let most = before;
const watch = setInterval(() => {
  most = Math.max(most, process.memoryUsage.rss());
}, 5);
await sim.export(join(directory, "state.jsonl"));
clearInterval(watch);
process.send({ exported: (most - before) / 1024 / 1024 });
