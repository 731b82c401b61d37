// Executions of Step Functions: what one costs, many that wait, and whether the number of those that are there counts.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createAwsSim } from "../dist/esm/index.js";
import { median, report } from "./measure.mjs";

const ROUNDS = 15;
const CALLS = 200;
const WAITING = 10_000;
const AT_REST = 100_000;
const ROLE = "arn:aws:iam::123456789012:role/machine";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc");

const TEN_PASSES = chain(10);
const WAIT_THEN_LAMBDA = {
  StartAt: "Wait",
  States: {
    Wait: { Type: "Wait", Seconds: 30 * 24 * 60 * 60, Next: "Notify" },
    Notify: {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Parameters: { FunctionName: "notify", "Payload.$": "$" },
      End: true,
    },
  },
};

/** An execution of ten Pass states, beside DescribeExecution. */
export async function executionCost() {
  const { sim, call } = await arrange({ passes: TEN_PASSES });
  const described = (await start(call, "passes")).executionArn;
  const times = { start: [], describe: [] };
  for (let round = 0; round < ROUNDS + 3; round++) {
    const taken = {
      start: await perCall(() => start(call, "passes")),
      describe: await perCall(() => call("DescribeExecution", { executionArn: described })),
    };
    if (round < 3) continue;
    for (const [name, time] of Object.entries(taken)) times[name].push(time);
  }
  const { status } = await call("DescribeExecution", { executionArn: described });
  if (status !== "SUCCEEDED") throw new Error(`The execution is ${status}.`);
  await sim.close();
  const [value, baseline] = [median(times.start), median(times.describe)];
  report("execution of ten Pass states", {
    value,
    baseline,
    unit: "µs",
    ratio: value / baseline,
    target: "≤ 40× DescribeExecution",
    ok: value / baseline <= 40,
  });
}

/** 10,000 executions that wait for 30 days and then call a function, finished by one advance. */
export async function executionsFinished() {
  const { sim, call } = await arrange({ waits: WAIT_THEN_LAMBDA });
  const spy = sim.lambda.on("notify", { ok: true });
  for (let i = 0; i < WAITING; i++) await start(call, "waits");
  const before = process.cpuUsage();
  await sim.clock.advance("30d");
  const { user, system } = process.cpuUsage(before);
  if (spy.callCount !== WAITING) throw new Error(`${spy.callCount} functions were called.`);
  await sim.close();
  const value = (user + system) / 1_000_000;
  report("10,000 × Wait 30 days → Lambda: one advance", {
    value,
    unit: "s CPU",
    target: "< 5 s",
    ok: value < 5,
  });
}

/** The memory of 100,000 executions that wait. */
export async function executionsAtRest() {
  const { sim, call } = await arrange({ waits: WAIT_THEN_LAMBDA });
  for (let i = 0; i < 1_000; i++) await start(call, "waits");
  sim.resetHistory();
  const before = await bytesInUse();
  for (let i = 0; i < AT_REST; i++) {
    await start(call, "waits");
    if (i % 5_000 === 0) sim.resetHistory();
  }
  sim.resetHistory();
  const value = ((await bytesInUse()) - before) / AT_REST;
  await sim.close();
  report("100,000 waiting executions: memory of each", {
    value,
    unit: "B",
    target: "< 2,048 B",
    ok: value < 2_048,
  });
}

/** An execution in a store with 100 others, and with 100,000. */
export async function executionsFlat() {
  const few = await arrange({ passes: TEN_PASSES });
  const many = await arrange({ passes: TEN_PASSES });
  for (let i = 0; i < 100; i++) await start(few.call, "passes");
  for (let i = 0; i < AT_REST; i++) await start(many.call, "passes");
  const times = { few: [], many: [] };
  for (let round = 0; round < ROUNDS + 3; round++) {
    const taken = {
      few: await perCall(() => start(few.call, "passes")),
      many: await perCall(() => start(many.call, "passes")),
    };
    if (round < 3) continue;
    for (const [name, time] of Object.entries(taken)) times[name].push(time);
  }
  await Promise.all([few.sim.close(), many.sim.close()]);
  const [value, baseline] = [median(times.many), median(times.few)];
  report("execution among 100,000", {
    value,
    baseline,
    unit: "µs",
    ratio: value / baseline,
    target: "≤ 1.2× among 100",
    ok: value / baseline <= 1.2,
  });
}

/** A machine of so many Pass states. */
function chain(length) {
  const names = Array.from({ length }, (_, i) => `P${i}`);
  const states = names.map((name, i) => [
    name,
    { Type: "Pass", ...(i + 1 < length ? { Next: names[i + 1] } : { End: true }) },
  ]);
  return { StartAt: "P0", States: Object.fromEntries(states) };
}

/** A simulator with these machines, and a way to call it. */
async function arrange(machines) {
  const sim = await createAwsSim({ clock: "frozen", startTime: "2030-01-01T00:00:00Z", seed: 1 });
  const { requestHandler } = sim.clientConfig({ direct: true });
  const call = async (operation, input) => {
    const { response } = await requestHandler.handle({
      method: "POST",
      path: "/",
      hostname: "localhost",
      headers: { "x-amz-target": `AWSStepFunctions.${operation}` },
      body: JSON.stringify(input),
    });
    const text = Buffer.from(response.body).toString();
    if (response.statusCode !== 200) throw new Error(text);
    return JSON.parse(text);
  };
  for (const [name, definition] of Object.entries(machines))
    await call("CreateStateMachine", { name, roleArn: ROLE, definition: JSON.stringify(definition) });
  return { sim, call };
}

function start(call, name) {
  return call("StartExecution", {
    stateMachineArn: `arn:aws:states:us-east-1:123456789012:stateMachine:${name}`,
  });
}

/** Microseconds of a call. */
async function perCall(call) {
  const start = performance.now();
  for (let i = 0; i < CALLS; i++) await call();
  return ((performance.now() - start) / CALLS) * 1_000;
}

/** Bytes in use after a garbage collection. */
async function bytesInUse() {
  for (let i = 0; i < 4; i++) {
    collectGarbage();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return process.memoryUsage().heapUsed;
}
