import { SendTaskSuccessCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { createAwsSim, type Duration, type Execution } from "aws-sim";
import { matchers } from "aws-sim/vitest";
import { afterAll, beforeEach, expect, test } from "vitest";
import { deploy } from "./deploy.js";

expect.extend(matchers);

const sim = await createAwsSim({ clock: "frozen" });
const sfn = new SFNClient(sim.clientConfig());
const stateMachineArn = await deploy(sim);
const deployed = sim.snapshot();

beforeEach(() => {
  sim.restore(deployed);
  sim.s3.putObject("orders", "7.json", JSON.stringify({ id: 7, items: ["lamp"] }));
  sim.lambda.on("price-order", { total: 42 });
  sim.lambda.on("notify-support", null);
  sim.ecs.onTask("pack", { exitCode: 0 });
});
afterAll(() => sim.close());

interface Notification {
  readonly token: string;
  readonly order: number;
  readonly problem: string;
}

/** Starts the workflow for an order. */
async function order(key = "7.json"): Promise<string> {
  const input = JSON.stringify({ bucket: "orders", key });
  const { executionArn = "" } = await sfn.send(new StartExecutionCommand({ stateMachineArn, input }));
  return executionArn;
}

/** Runs the workflow for so much simulated time, which takes no real time. */
async function run(time: Duration, key?: string): Promise<Execution> {
  const executionArn = await order(key);
  await sim.clock.advance(time);
  const execution = sim.stepFunctions.execution(executionArn);
  if (!execution) throw new Error("The execution is missing.");
  return execution;
}

test("an order is priced and packed", async () => {
  const execution = await run("5m");
  expect(execution).toHaveSucceeded();
  expect(execution).toHavePassedThrough(["ReadOrder", "HasItems", "Price", "Pack", "Done"]);
  expect(execution.output).toEqual({ total: 42 });
  expect(sim).toHaveInvokedWith("price-order", { id: 7, items: ["lamp"] });
});

test("the container gets its command and environment from the execution", async () => {
  let environment: Readonly<Record<string, string>> = {};
  sim.ecs.onTask("pack", (task) => {
    environment = task.environment;
    expect(task.command).toEqual(["--express", "7"]);
  });
  expect(await run("5m")).toHaveSucceeded();
  expect(environment).toMatchObject({ PRINTER: "p1", TOTAL: "42" });
});

test("an order without items is rejected before anything is called", async () => {
  sim.s3.putObject("orders", "8.json", JSON.stringify({ id: 8, items: [] }));
  expect(await run("1m", "8.json")).toHaveFailedWith("Order.Empty");
  expect(sim).not.toHaveRunTask("pack");
});

test("a locked price list is tried again after five and ten seconds", async () => {
  const locked = Object.assign(new Error("Someone edits the prices."), { name: "PriceList.Locked" });
  const price = sim.lambda.on("price-order", locked, locked, { total: 42 });
  expect(await run("5m")).toHaveSucceeded();
  const [first, second, third] = price.invocations.map(({ time }) => time.getTime());
  expect([Number(second) - Number(first), Number(third) - Number(second)]).toEqual([5_000, 10_000]);
});

test("a container that fails is run again", async () => {
  sim.ecs.onTask("pack", [{ exitCode: 3 }, { exitCode: 0 }]);
  expect(await run("10m")).toHaveSucceeded();
  expect(sim).toHaveRunTaskTimes("pack", 2);
});

test("after three failures the support decides: pack it again", async () => {
  sim.ecs.onTask("pack", [{ exitCode: 3 }, { exitCode: 3 }, { exitCode: 3 }, { exitCode: 0 }]);
  const notified: Notification[] = [];
  sim.lambda.on("notify-support", (notification: Notification) => void notified.push(notification));
  const executionArn = await order();
  await sim.clock.advance("2d");
  expect(notified).toEqual([{ token: expect.any(String), order: 7, problem: "States.TaskFailed" }]);
  await sfn.send(new SendTaskSuccessCommand({ taskToken: notified[0]?.token, output: '{"packAgain":true}' }));
  await sim.clock.advance("5m");
  expect(sim.stepFunctions.execution(executionArn)).toHaveSucceeded();
  expect(sim).toHaveRunTaskTimes("pack", 4);
});

test("a container that hangs is stopped after an hour, and the support cancels the order", async () => {
  sim.ecs.onTask("pack", { duration: "1d" });
  sim.lambda.on("notify-support", async ({ token }: Notification) => {
    await sfn.send(new SendTaskSuccessCommand({ taskToken: token, output: '{"packAgain":false}' }));
  });
  const execution = await run("2h");
  expect(execution).toHavePassedThrough(["Pack", "AskSupport", "Decision", "Cancelled"]);
  expect(execution.output).toEqual({ cancelled: 7 });
});

test("without an answer the order is abandoned after three days, in milliseconds", async () => {
  sim.ecs.onTask("pack", { exitCode: 1 });
  const execution = await run("4d");
  expect(execution).toHaveFailedWith("Order.Abandoned");
  const asked = execution.history.find(({ stateEnteredEventDetails: state }) => state?.name === "AskSupport");
  expect(Number(execution.stopDate) - Number(asked?.timestamp)).toBe(3 * 24 * 60 * 60 * 1000);
});

// Holds for all of these tests together.
afterAll(() => expect(sim.stepFunctions.coverage("orders").missed).toEqual([]));
