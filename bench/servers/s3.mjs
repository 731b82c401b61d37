// The simulator with a bucket for what the benchmarks put and, where they are named, with one of a thousand keys and one
// of a million; with a data directory where `data=` names one.
import { createAwsSim } from "../../dist/esm/index.js";
import { answerUsage } from "./answer-usage.mjs";

const dataDir = process.argv.find((option) => option.startsWith("data="))?.slice("data=".length);
const sim = await createAwsSim({ seed: 1, ...(dataDir && { dataDir }) });
const sizes = { bench: 0, thousand: 1_000, million: 1_000_000 };
for (const [bucket, size] of Object.entries(sizes)) {
  if (size > 0 && !process.argv.includes(bucket)) continue;
  sim.s3.createBucket(bucket);
  for (let i = 0; i < size; i++) sim.s3.putObject(bucket, `below/file-${String(i).padStart(7, "0")}`, "");
}
answerUsage(sim.port);
