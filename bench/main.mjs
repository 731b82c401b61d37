// `npm run bench`: every number that we promise, beside its baseline measured in the same run.
import { cpus } from "node:os";
import { enforcedRequest, engineDecisions, permissionsOff } from "./authorization.mjs";
import { cloudMap } from "./cloud-map.mjs";
import { cold } from "./cold.mjs";
import { direct } from "./direct.mjs";
import { durable } from "./durable.mjs";
import { exports } from "./export.mjs";
import { leftovers, snapshots, warm } from "./lifecycle.mjs";
import { logsFilter, logsPages, logsPut } from "./logs.mjs";
import { snsFanOut, sqsBacklog, sqsCpu } from "./messages.mjs";
import { s3Listings, s3Memory, s3Objects, s3Throughput } from "./s3.mjs";
import { s3Events, s3Lifecycle } from "./s3-background.mjs";
import { schedules } from "./schedules.mjs";
import { serverCpu } from "./server-cpu.mjs";
import { standalone } from "./standalone.mjs";
import { executionCost, executionsAtRest, executionsFinished, executionsFlat } from "./step-functions.mjs";
import { transitions } from "./transitions.mjs";

console.log(`Node ${process.version} on ${cpus().length} × ${cpus()[0]?.model ?? "unknown"}`);
console.log(
  ["".padEnd(46), "aws-sim".padStart(18), "baseline".padStart(18), "ratio".padStart(8), "  target"].join(" "),
);
const wanted = process.argv.slice(2);
const benchmarks = {
  serverCpu,
  engineDecisions,
  enforcedRequest,
  permissionsOff,
  direct,
  cold,
  warm,
  standalone,
  leftovers,
  snapshots,
  transitions,
  logsPut,
  logsPages,
  logsFilter,
  cloudMap,
  sqsCpu,
  sqsBacklog,
  snsFanOut,
  schedules,
  s3Objects,
  s3Throughput,
  s3Memory,
  s3Listings,
  s3Lifecycle,
  s3Events,
  durable,
  exports,
  executionCost,
  executionsFinished,
  executionsAtRest,
  executionsFlat,
};
for (const [name, run] of Object.entries(benchmarks)) {
  if (wanted.length === 0 || wanted.includes(name)) await run();
}
