/**
 * `npm run example`: the application, run once against a simulator whose
 * delays are those of real Fargate, on a clock that is moved ahead.
 */
import { ECSClient } from "@aws-sdk/client-ecs";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { createAwsSim } from "aws-sim";
import { createInfrastructure, deployment } from "./infrastructure.js";
import { nightlyExport } from "./nightly-export.js";

const began = performance.now();
const sim = await createAwsSim({
  region: "eu-west-1",
  delays: { ecs: { provisioning: "8s", pending: "25s", stopping: "3s", deprovisioning: "14s" } },
});
const ecs = new ECSClient(sim.clientConfig());
const lambda = new LambdaClient(sim.clientConfig());
await createInfrastructure(ecs);

sim.ecs.onTask("export", [
  async (task) => {
    await task.sleep("3m");
    task.stderr("connection to the warehouse was lost");
    return 1;
  },
  async (task) => {
    await task.sleep("11m");
    task.stdout("exported 42 rows");
    return 0;
  },
]);
const notify = sim.lambda.on("notify", { delivered: true });

const start = sim.clock.now();
const print = (...columns: string[]) => {
  const elapsed = new Date(sim.clock.now() - start).toISOString().slice(11, 19);
  console.log([elapsed, ...columns.map((column) => column.padEnd(16))].join("   ").trimEnd());
};

console.log("simulated  task               status             exit code");
const finished = nightlyExport({
  ...deployment,
  ecs,
  lambda,
  clock: sim.clock,
  onChange: ({ taskArn, status, exitCode }) =>
    print(`task ${taskArn.slice(-8)}`, status, exitCode?.toString() ?? ""),
});
await sim.clock.advance("1h");
const outcome = await finished;

for (const { functionName, time, payload } of notify.invocations) {
  const elapsed = new Date(time.getTime() - start).toISOString().slice(11, 19);
  console.log(`${elapsed}   λ ${functionName}           ${JSON.stringify(payload).slice(0, 72)}…`);
}
console.log();
console.log(`The export ${outcome.status} after ${outcome.attempts.length} attempts.`);
for (const run of sim.ecs.runs("export"))
  console.log(`  exit code ${run.exitCode}: ${run.stdout || run.stderr}`);
const real = Math.round(performance.now() - began);
console.log(`One simulated hour, ${sim.requests.length} requests, ${real} ms of real time.`);
await sim.close();
