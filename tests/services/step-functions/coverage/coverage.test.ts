import { expect, test } from "vitest";
import { stepFunctionsWorld } from "../step-functions-world.js";

const world = stepFunctionsWorld();

const DEFINITION = JSON.stringify({
  StartAt: "Size",
  States: {
    Size: {
      Type: "Choice",
      Choices: [{ Variable: "$.rows", NumericGreaterThan: 10, Next: "Load" }],
      Default: "Each",
    },
    Load: {
      Type: "Task",
      Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      Parameters: { QueueUrl: "q", "MessageBody.$": "$$.Task.Token" },
      TimeoutSeconds: 60,
      HeartbeatSeconds: 10,
      Retry: [{ ErrorEquals: ["Busy"], IntervalSeconds: 1 }],
      Catch: [{ ErrorEquals: ["States.ALL"], Next: "Failed" }],
      End: true,
    },
    Failed: { Type: "Fail" },
    Each: {
      Type: "Map",
      ItemsPath: "$.items",
      ItemProcessor: { StartAt: "Item", States: { Item: { Type: "Pass", End: true } } },
      End: true,
    },
  },
});

async function run(input: object): Promise<void> {
  const stateMachineArn = await world.machine("m", { definition: DEFINITION });
  await world.sfn.startExecution({ stateMachineArn, input: JSON.stringify(input) });
  await world.sim.clock.advance("5m");
}

test("coverage names what no execution has taken, and outlives a reset", async () => {
  const { stepFunctions } = world.sim;
  expect(() => stepFunctions.coverage("m")).toThrow('There is no state machine "m"');
  await world.machine("m", { definition: DEFINITION });
  expect(stepFunctions.coverage("m").percent).toBe(0);

  await run({ rows: 1, items: [] });
  const empty = stepFunctions.coverage("m");
  expect(empty.states).toEqual({ taken: ["Size", "Each"], missed: ["Load", "Failed", "Item"] });
  expect(empty.choices).toEqual({ taken: ["Size → Each (default)"], missed: ["Size → Load (rule 1)"] });
  expect(empty.iterations).toEqual({ taken: [], missed: ["Each has items"] });
  expect(empty.percent).toBe(25);
  expect(empty.table).toBe(
    [
      "m: 25 %",
      "  states          2/5  40 %",
      "    never: Load",
      "    never: Failed",
      "    never: Item",
      "  choices         1/2  50 %",
      "    never: Size → Load (rule 1)",
      "  retries         0/1   0 %",
      "    never: Load is retried after Busy",
      "  catches         0/1   0 %",
      "    never: Load → Failed (catches States.ALL)",
      "  iterations      0/1   0 %",
      "    never: Each has items",
      "  timeouts        0/2   0 %",
      "    never: Load times out",
      "    never: Load misses a heartbeat",
    ].join("\n"),
  );

  world.sim.reset();
  await run({ rows: 1, items: [1] });
  stepFunctions.onTask("sqs:*", { error: "Busy" }, { MessageId: "1" });
  await run({ rows: 11 });
  stepFunctions.onTask("sqs:*", () => undefined);
  await run({ rows: 11 });
  expect(stepFunctions.coverage("m").missed).toEqual(["Load times out"]);
  world.sim.reset();
  stepFunctions.onTask("sqs:*", async ({ MessageBody = "" }: { MessageBody?: string }, { sleep }) => {
    for (let i = 0; i < 6; i++) {
      await sleep("9s");
      await world.sfn.sendTaskHeartbeat({ taskToken: MessageBody });
    }
  });
  await run({ rows: 11 });
  expect(stepFunctions.coverage("m")).toMatchObject({ percent: 100, missed: [] });

  stepFunctions.resetCoverage();
  expect(stepFunctions.coverage("m").percent).toBe(0);
});
