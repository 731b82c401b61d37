// The simulator with buckets of a thousand and of a million keys, and one for what the benchmarks put.
import { createAwsSim } from "../../dist/esm/index.js";
import { answerUsage } from "./answer-usage.mjs";

const sim = await createAwsSim({ seed: 1 });
const sizes = process.argv.includes("--keys") ? { thousand: 1_000, million: 1_000_000 } : {};
for (const bucket of ["bench", ...Object.keys(sizes)]) {
  await fetch(`${sim.url}/${bucket}`, { method: "PUT" });
}
for (const [bucket, size] of Object.entries(sizes)) {
  for (let i = 0; i < size; i++) sim.s3.putObject(bucket, `below/file-${String(i).padStart(7, "0")}`, "");
}
answerUsage(sim.port);
