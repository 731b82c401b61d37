import { describe, expect, test } from "vitest";
import { machineArn, momentAt, START, stepFunctionsWorld } from "./step-functions-world.js";

const world = stepFunctionsWorld();

const waiting = (Seconds: number) =>
  JSON.stringify({
    StartAt: "W",
    States: {
      W: { Type: "Wait", Seconds, Next: "P" },
      P: { Type: "Pass", Result: { done: true }, End: true },
    },
  });

const start = async (stateMachineArn: string, input = "{}") =>
  (await world.sfn.startExecution({ stateMachineArn, input })).executionArn ?? "";

describe("executions", () => {
  test("are shown with parsed data, their path and their history", async () => {
    const arn = await start(await world.machine("m", { definition: waiting(10) }), '{"id":7}');
    const running = world.sim.stepFunctions.execution(arn);
    expect(running).toMatchObject({ status: "RUNNING", path: ["W"], input: { id: 7 }, startDate: START });
    expect(running).not.toHaveProperty("output");
    await world.sim.clock.advance("10s");
    const { history, ...ended } = world.sim.stepFunctions.execution(arn) ?? {};
    expect(ended).toEqual({
      executionArn: arn,
      name: arn.split(":").at(-1),
      stateMachine: "m",
      stateMachineArn: machineArn("m"),
      status: "SUCCEEDED",
      startDate: START,
      stopDate: momentAt(10_000),
      input: { id: 7 },
      output: { done: true },
      path: ["W", "P"],
    });
    const shown = await world.sfn.getExecutionHistory({ executionArn: arn });
    expect(history).toEqual(shown.events);
  });

  test("are listed in the order of their start, all or those of one state machine", async () => {
    const arns: string[] = [];
    for (const name of ["b", "a", "b"]) arns.push(await start(await world.machine(name)));
    const listed = (name?: string) =>
      world.sim.stepFunctions.executions(name).map(({ executionArn }) => executionArn);
    expect(listed()).toEqual(arns);
    expect(listed("b")).toEqual([arns[0], arns[2]]);
    expect(world.sim.stepFunctions.state().executions.map(({ executionArn }) => executionArn)).toEqual(arns);
    expect(() => listed("c")).toThrow(
      'There is no state machine "c" in account 123456789012, region us-east-1.',
    );
    world.sim.stepFunctions.onStateMachine("c", {});
    expect(listed("c")).toEqual([]);
  });

  test("of Express state machines are shown too", async () => {
    await start(await world.machine("m", { type: "EXPRESS" }));
    const [execution] = world.sim.stepFunctions.executions("m");
    expect(execution).toMatchObject({ status: "SUCCEEDED", path: ["P"] });
    expect(world.sim.stepFunctions.execution(execution?.executionArn ?? "")).toEqual(execution);
  });
});

describe("waitFor", () => {
  test("resolves when an execution ends, and moves no time", async () => {
    const arn = await start(await world.machine("m", { definition: waiting(10) }));
    const ended = world.sim.stepFunctions.waitFor(arn);
    await world.sim.clock.advance("9s");
    expect(world.sim.stepFunctions.execution(arn)?.status).toBe("RUNNING");
    await world.sim.clock.advance("1s");
    expect(await ended).toEqual(world.sim.stepFunctions.execution(arn));
    expect(await world.sim.stepFunctions.waitFor(arn)).toMatchObject({ status: "SUCCEEDED" });
  });

  test("is rejected when the simulator is reset, and for what does not exist", async () => {
    const arn = await start(await world.machine("m", { definition: waiting(10) }));
    const ended = world.sim.stepFunctions.waitFor(arn);
    world.sim.reset();
    await expect(ended).rejects.toThrow("reset, restored or closed before the execution ended");
    await expect(world.sim.stepFunctions.waitFor(arn)).rejects.toThrow("There is no execution");
  });
});

test("state machines and activities are shown as their operations show them", async () => {
  const stateMachineArn = await world.machine("m");
  await world.sfn.createActivity({ name: "a" });
  const { $metadata: _, ...described } = await world.sfn.describeStateMachine({ stateMachineArn });
  expect(world.sim.stepFunctions.stateMachines()).toEqual([described]);
  expect(world.sim.stepFunctions.stateMachine("m")).toEqual(described);
  expect(world.sim.stepFunctions.stateMachine("n")).toBeUndefined();
  expect(world.sim.stepFunctions.activities()).toEqual((await world.sfn.listActivities({})).activities);
  expect(world.sim.stepFunctions.stateMachines({ region: "eu-west-1" })).toEqual([]);
});
