// Due transitions fired by one advance: 25,000 tasks on their way through PENDING, RUNNING, DEPROVISIONING and STOPPED.
import { createAwsSim } from "../dist/esm/index.js";
import { median, report } from "./measure.mjs";

const TASKS = 25_000;
const TRANSITIONS_EACH = 4;
const ROUNDS = 5;

export async function transitions() {
  const rates = [];
  const baselines = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const sim = await createAwsSim({ clock: "frozen", eniSubnet: "10.0.0.0/8", seed: round });
    await arrange(sim);
    const start = performance.now();
    await sim.clock.advance("1m");
    const rate = (TASKS * TRANSITIONS_EACH) / ((performance.now() - start) / 1_000);
    const states = sim.ecs.tasks();
    if (states.length !== TASKS || states.some(({ lastStatus }) => lastStatus !== "STOPPED"))
      throw new Error("Not every task stopped.");
    await sim.close();
    if (round === 0) continue;
    rates.push(rate);
    baselines.push(bareRate());
  }
  const value = median(rates);
  report("transitions fired by one advance", {
    value,
    baseline: median(baselines),
    unit: "per s",
    ratio: value / median(baselines),
    target: "≥ 200,000 per s (100,000 due)",
    ok: value >= 200_000,
  });
}

async function arrange(sim) {
  const { requestHandler } = sim.clientConfig({ direct: true });
  const call = async (operation, input) => {
    const headers = { "x-amz-target": `AmazonEC2ContainerServiceV20141113.${operation}` };
    const { response } = await requestHandler.handle({
      method: "POST",
      path: "/",
      hostname: "localhost",
      headers,
      body: JSON.stringify(input),
    });
    if (response.statusCode !== 200) throw new Error(Buffer.from(response.body).toString());
  };
  await call("CreateCluster", {});
  const containerDefinitions = [{ name: "app", image: "nginx" }];
  await call("RegisterTaskDefinition", {
    family: "job",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    cpu: "256",
    memory: "512",
    containerDefinitions,
  });
  sim.ecs.onTask("job", { exitCode: 0 });
  const networkConfiguration = { awsvpcConfiguration: { subnets: ["subnet-1"] } };
  for (let i = 0; i < TASKS / 10; i++)
    await call("RunTask", { taskDefinition: "job", launchType: "FARGATE", count: 10, networkConfiguration });
}

/** The baseline: as many due entries taken in order from a sorted array, each replacing an object in a Map. */
function bareRate() {
  const rows = new Map(
    Array.from({ length: TASKS }, (_, i) => [`task/${i}`, { status: 0, a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 }]),
  );
  const due = Array.from({ length: TASKS * TRANSITIONS_EACH }, (_, i) => ({
    at: Math.floor(i / TASKS),
    key: `task/${i % TASKS}`,
  }));
  const start = performance.now();
  due.sort((a, b) => a.at - b.at);
  for (const { at, key } of due) rows.set(key, { ...rows.get(key), status: at });
  return (TASKS * TRANSITIONS_EACH) / ((performance.now() - start) / 1_000);
}
