// Due transitions fired by one advance: of resources that change once, and of tasks with their whole
// lifecycle.
import { createAwsSim } from "../dist/esm/index.js";
import { median, report } from "./measure.mjs";

const FUNCTIONS = 100_000;
const TASKS = 25_000;
/** PENDING, RUNNING and its end, DEPROVISIONING, STOPPED. */
const TIMERS_PER_TASK = 4;
const ROUNDS = 3;

export async function transitions() {
  const functions = { sim: [], bare: [] };
  const tasks = { sim: [], bare: [] };
  for (let round = 0; round <= ROUNDS; round++) {
    const rates = [await functionRate(), await taskRate(), bareRate()];
    if (round === 0) continue;
    functions.sim.push(rates[0]);
    tasks.sim.push(rates[1]);
    functions.bare.push(rates[2]);
  }
  const baseline = median(functions.bare);
  const value = median(functions.sim);
  const target = "≥ 200,000 per s (100,000 due)";
  const ratio = value / baseline;
  report("Lambda functions made Active by one advance", {
    value,
    baseline,
    unit: "per s",
    ratio,
    target,
    ok: value >= 200_000,
  });
  const lives = median(tasks.sim);
  report("timers of whole lives of ECS tasks", {
    value: lives,
    baseline,
    unit: "per s",
    ratio: lives / baseline,
    target: "(none: for comparison)",
    ok: true,
  });
}

/** 100,000 functions are Pending; at one moment all become Active. */
async function functionRate() {
  const sim = await createAwsSim({ clock: "frozen", seed: 1 });
  const call = caller(sim);
  const image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/f:1";
  const definition = {
    PackageType: "Image",
    Role: "arn:aws:iam::123456789012:role/r",
    Code: { ImageUri: image },
  };
  for (let i = 0; i < FUNCTIONS; i++) {
    await call("/2015-03-31/functions", undefined, { FunctionName: `f${i}`, ...definition });
  }
  const rate = await rateOf(sim, FUNCTIONS, "2s");
  const states = sim.lambda.functions();
  if (states.length !== FUNCTIONS || states.some(({ State }) => State !== "Active"))
    throw new Error("Not every function is Active.");
  await sim.close();
  return rate;
}

/** 25,000 tasks go from PROVISIONING to STOPPED. */
async function taskRate() {
  const sim = await createAwsSim({ clock: "frozen", eniSubnet: "10.0.0.0/8", historyLimit: TASKS, seed: 1 });
  const call = caller(sim);
  await call("/", "CreateCluster", {});
  await call("/", "RegisterTaskDefinition", {
    family: "job",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    cpu: "256",
    memory: "512",
    containerDefinitions: [{ name: "app", image: "nginx" }],
  });
  sim.ecs.onTask("job", { exitCode: 0 });
  const networkConfiguration = { awsvpcConfiguration: { subnets: ["subnet-1"] } };
  for (let i = 0; i < TASKS / 10; i++) {
    await call("/", "RunTask", {
      taskDefinition: "job",
      launchType: "FARGATE",
      count: 10,
      networkConfiguration,
    });
  }
  const rate = await rateOf(sim, TASKS * TIMERS_PER_TASK, "1m");
  const states = sim.ecs.tasks();
  if (states.length !== TASKS || states.some(({ lastStatus }) => lastStatus !== "STOPPED"))
    throw new Error("Not every task stopped.");
  await sim.close();
  return rate;
}

async function rateOf(sim, due, duration) {
  const start = performance.now();
  await sim.clock.advance(duration);
  return due / ((performance.now() - start) / 1_000);
}

/** Calls operations without a socket: of ECS by their name, of Lambda by their path. */
function caller(sim) {
  const { requestHandler } = sim.clientConfig({ direct: true });
  const authorization =
    "AWS4-HMAC-SHA256 Credential=AKIAAWSSIMULATOR0000/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=0";
  return async (path, operation, input) => {
    const headers = operation
      ? { "x-amz-target": `AmazonEC2ContainerServiceV20141113.${operation}` }
      : { authorization };
    const { response } = await requestHandler.handle({
      method: "POST",
      path,
      hostname: "localhost",
      headers,
      body: JSON.stringify(input),
    });
    if (response.statusCode > 201) throw new Error(Buffer.from(response.body).toString());
  };
}

/** The baseline: 100,000 due entries taken in order from a sorted array, each replacing an object in a Map. */
function bareRate() {
  const rows = new Map(
    Array.from({ length: FUNCTIONS }, (_, i) => [`f${i}`, { status: 0, a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 }]),
  );
  const due = Array.from({ length: FUNCTIONS }, (_, i) => ({ at: 0, key: `f${i}` }));
  const start = performance.now();
  due.sort((a, b) => a.at - b.at);
  for (const { at, key } of due) rows.set(key, { ...rows.get(key), status: at });
  return FUNCTIONS / ((performance.now() - start) / 1_000);
}
