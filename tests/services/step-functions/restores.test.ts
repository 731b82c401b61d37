import { ECS } from "@aws-sdk/client-ecs";
import { SFN } from "@aws-sdk/client-sfn";
import { describe, test } from "vitest";
import type { AwsSim } from "../../../lib/index.js";
import { type Story, seconds, survivesRestores, wait } from "../../support/stories.js";
import { JOB, NETWORK } from "../ecs/task-world.js";
import { executionArn } from "./executions-world.js";
import { machineArn, ROLE } from "./step-functions-world.js";

const sfn = (sim: AwsSim) => new SFN({ ...sim.clientConfig({ direct: true }), maxAttempts: 1 });

async function create(sim: AwsSim, name: string, states: object, more: object = {}): Promise<void> {
  const [StartAt] = Object.keys(states);
  const definition = JSON.stringify({ StartAt, States: states, ...more });
  await sfn(sim).createStateMachine({ name, roleArn: ROLE, definition });
}

const start =
  (input: unknown = {}) =>
  (sim: AwsSim) =>
    sfn(sim).startExecution({ stateMachineArn: machineArn("m"), name: "e", input: JSON.stringify(input) });

/** What came of the execution, and the seconds at which each of its events happened. */
async function end(sim: AwsSim): Promise<unknown> {
  const at = { executionArn: executionArn("m", "e") };
  const { status, output, error } = await sfn(sim).describeExecution(at);
  const { events = [] } = await sfn(sim).getExecutionHistory({ ...at, maxResults: 1000 });
  const exits = events.flatMap(({ timestamp, stateExitedEventDetails: exited }) =>
    exited ? [`${exited.name} ${((timestamp?.getTime() ?? 0) - Date.UTC(2030, 0)) / 1000}`] : [],
  );
  return {
    status,
    ...(output !== undefined && { output: JSON.parse(output) }),
    ...(error && { error }),
    exits,
  };
}

const glue = (more: object = {}) => ({
  Type: "Task",
  Resource: "arn:aws:states:::glue:startJobRun",
  Parameters: { JobName: "j" },
  ...more,
});
const pausing = (seconds: number, next: object) => ({ Type: "Wait", Seconds: seconds, ...next });

const stories: Readonly<Record<string, Story>> = {
  "Wait, Pass and Choice": {
    prepare: (sim) =>
      create(sim, "m", {
        A: pausing(2, { Next: "B" }),
        B: { Type: "Pass", Parameters: { "n.$": "States.MathAdd($.n, 1)" }, Next: "C" },
        C: { Type: "Choice", Choices: [{ Variable: "$.n", NumericLessThan: 3, Next: "A" }], Default: "D" },
        D: { Type: "Succeed" },
      }),
    steps: [start({ n: 0 }), ...seconds(8)],
    end,
    ended: {
      status: "SUCCEEDED",
      output: { n: 3 },
      exits: ["A 2", "B 2", "C 2", "A 4", "B 4", "C 4", "A 6", "B 6", "C 6", "D 6"],
    },
  },
  "JSONata and variables": {
    prepare: (sim) =>
      create(
        sim,
        "m",
        {
          A: { Type: "Pass", Assign: { x: "{% $states.input.n * 2 %}" }, Next: "B" },
          B: { Type: "Wait", Seconds: "{% $x %}", Next: "C" },
          C: { Type: "Pass", Output: { x: "{% $x + 1 %}" }, End: true },
        },
        { QueryLanguage: "JSONata" },
      ),
    steps: [start({ n: 2 }), ...seconds(6)],
    end,
    ended: { status: "SUCCEEDED", output: { x: 5 }, exits: ["A 0", "B 4", "C 4"] },
  },
  "a function that sleeps, tried again": {
    async prepare(sim) {
      // By time and not by count: after a restore the function is called again.
      const busyUntil = sim.clock.now() + 3_000;
      sim.lambda.on("f", async (_, { sleep }) => {
        await sleep("2s");
        if (sim.clock.now() < busyUntil) throw new Error("busy");
        return "done";
      });
      await create(sim, "m", {
        T: {
          Type: "Task",
          Resource: "arn:aws:states:::lambda:invoke",
          Parameters: { FunctionName: "f" },
          ResultSelector: { "r.$": "$.Payload" },
          Retry: [{ ErrorEquals: ["States.ALL"], IntervalSeconds: 3 }],
          End: true,
        },
      });
    },
    steps: [start(), wait("10s"), ...seconds(3)],
    end,
    ended: { status: "SUCCEEDED", output: { r: "done" }, exits: ["T 7"] },
  },
  "a mock that sleeps until its time is up": {
    async prepare(sim) {
      sim.stepFunctions.onTask("glue:startJobRun", (_, { sleep }) => sleep("1h"));
      await create(sim, "m", {
        T: glue({ TimeoutSeconds: 4, Catch: [{ ErrorEquals: ["States.Timeout"], Next: "W" }], End: true }),
        W: pausing(2, { End: true }),
      });
    },
    steps: [start(), ...seconds(8)],
    end,
    ended: { status: "SUCCEEDED", output: { Error: "States.Timeout", Cause: "" }, exits: ["T 4", "W 6"] },
  },
  "a task of ECS": {
    async prepare(sim) {
      const ecs = new ECS({ ...sim.clientConfig({ direct: true }), maxAttempts: 1 });
      await ecs.createCluster({});
      await ecs.registerTaskDefinition(JOB);
      sim.ecs.onTask("job", { exitCode: 0 });
      const [subnet] = NETWORK.awsvpcConfiguration?.subnets ?? [];
      await create(sim, "m", {
        T: {
          Type: "Task",
          Resource: "arn:aws:states:::ecs:runTask.sync",
          Parameters: {
            TaskDefinition: "job",
            LaunchType: "FARGATE",
            NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [subnet] } },
          },
          ResultSelector: { "code.$": "$.StopCode" },
          Next: "W",
        },
        W: pausing(2, { End: true }),
      });
    },
    steps: [start(), ...Array.from({ length: 8 }, () => wait("5s")), wait("1m")],
    end: async (sim) => {
      const { status, output } = Object(await end(sim));
      return { status, output };
    },
    ended: { status: "SUCCEEDED", output: { code: "EssentialContainerExited" } },
  },
  "a nested execution": {
    async prepare(sim) {
      await create(sim, "child", { W: pausing(3, { End: true }) });
      await create(sim, "m", {
        T: {
          Type: "Task",
          Resource: "arn:aws:states:::states:startExecution.sync:2",
          Parameters: { StateMachineArn: machineArn("child"), "Input.$": "$" },
          ResultSelector: { "output.$": "$.Output" },
          End: true,
        },
      });
    },
    steps: [start({ n: 1 }), ...seconds(5)],
    end,
    ended: { status: "SUCCEEDED", output: { output: { n: 1 } }, exits: ["T 3"] },
  },
  "Parallel and Map": {
    prepare: (sim) =>
      create(sim, "m", {
        L: {
          Type: "Parallel",
          Branches: [
            { StartAt: "A", States: { A: pausing(3, { End: true }) } },
            {
              StartAt: "M",
              States: {
                M: {
                  Type: "Map",
                  ItemsPath: "$.items",
                  MaxConcurrency: 2,
                  ItemSelector: { "v.$": "$$.Map.Item.Value" },
                  ItemProcessor: {
                    StartAt: "I",
                    States: { I: { Type: "Wait", SecondsPath: "$.v", End: true } },
                  },
                  End: true,
                },
              },
            },
          ],
          End: true,
        },
      }),
    steps: [start({ items: [4, 1, 2] }), ...seconds(7)],
    end,
    ended: {
      status: "SUCCEEDED",
      output: [{ items: [4, 1, 2] }, [{ v: 4 }, { v: 1 }, { v: 2 }]],
      exits: ["I 1", "A 3", "I 3", "I 4", "M 4", "L 4"],
    },
  },
  "a distributed Map": {
    prepare: (sim) =>
      create(sim, "m", {
        M: {
          Type: "Map",
          MaxConcurrency: 2,
          ItemProcessor: {
            ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
            StartAt: "I",
            States: { I: { Type: "Wait", SecondsPath: "$", End: true } },
          },
          End: true,
        },
      }),
    steps: [start([3, 1, 2]), ...seconds(6)],
    end,
    ended: { status: "SUCCEEDED", output: [3, 1, 2], exits: ["M 3"] },
  },
  "an activity, its heartbeats and a redrive": {
    async prepare(sim) {
      await sfn(sim).createActivity({ name: "a" });
      await create(sim, "m", {
        T: {
          Type: "Task",
          Resource: "arn:aws:states:us-east-1:123456789012:activity:a",
          HeartbeatSeconds: 2,
          End: true,
        },
      });
    },
    steps: [
      start({ n: 1 }),
      wait("1s"),
      work,
      wait("1s"),
      // No heartbeat comes: the task fails.
      wait("1s"),
      wait("1s"),
      (sim) =>
        sfn(sim)
          .redriveExecution({ executionArn: executionArn("m", "e") })
          .catch(() => {}),
      wait("1s"),
      async (sim) => {
        const taskToken = await work(sim);
        await sfn(sim).sendTaskSuccess({ taskToken, output: "7" });
      },
    ],
    end,
    ended: { status: "SUCCEEDED", output: 7, exits: ["T 5"] },
  },
  "the time of a machine is up": {
    prepare: (sim) => create(sim, "m", { W: pausing(9, { End: true }) }, { TimeoutSeconds: 4 }),
    steps: [start(), ...seconds(6)],
    end,
    ended: { status: "TIMED_OUT", exits: [] },
  },
};

/** A worker takes the task of the activity. */
async function work(sim: AwsSim): Promise<string | undefined> {
  const activityArn = "arn:aws:states:us-east-1:123456789012:activity:a";
  return (await sfn(sim).getActivityTask({ activityArn })).taskToken;
}

describe("after a restore", () => {
  test.each(Object.entries(stories))("%s", (_, story) => survivesRestores(story));
});
