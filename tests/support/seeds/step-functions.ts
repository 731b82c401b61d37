import { SFN } from "@aws-sdk/client-sfn";
import type { AwsSim } from "../../../lib/index.js";

const pass = { Type: "Pass", End: true };

/** Fills the tables of Step Functions. Executions are in every kind of state at the end. */
export async function seedStepFunctions(sim: AwsSim): Promise<void> {
  const sfn = new SFN(sim.clientConfig());
  const { activityArn } = await sfn.createActivity({ name: "approve", tags: [{ key: "a", value: "b" }] });
  const machine = (name: string, states: Record<string, object>) =>
    sfn.createStateMachine({
      name,
      definition: JSON.stringify({ StartAt: Object.keys(states)[0], States: states }),
      roleArn: `arn:aws:iam::${sim.accountId}:role/states`,
      publish: true,
    });
  const { stateMachineArn, stateMachineVersionArn } = await machine("orders", {
    Each: {
      Type: "Map",
      ItemProcessor: { StartAt: "W", States: { W: { Type: "Wait", Seconds: 1800, End: true } } },
      Next: "Wait",
    },
    Wait: { Type: "Wait", Seconds: 1800, End: true },
  });
  await sfn.createStateMachineAlias({
    name: "live",
    routingConfiguration: [{ stateMachineVersionArn, weight: 100 }],
  });
  await sfn.startExecution({ stateMachineArn: `${stateMachineArn}:live`, input: '[1,{"$date":"2"}]' });
  const started: (string | undefined)[] = [];
  for (const [name, states] of Object.entries(MACHINES(activityArn ?? "", stateMachineArn ?? ""))) {
    const made = await machine(name, states);
    started.push(made.stateMachineArn);
  }
  sim.stepFunctions.useMocks({
    StateMachines: { mocked: { TestCases: { Ok: { T: "ok" } } } },
    MockedResponses: { ok: { "0": { Return: { MessageId: "1" } } } },
  });
  for (const arn of started)
    await sfn.startExecution({ stateMachineArn: arn?.replace(/:mocked$/, ":mocked#Ok"), input: "[1,2]" });
  await sim.clock.advance("1s");
}

/** State machines by what their executions wait for. */
const MACHINES = (activity: string, child: string): Record<string, Record<string, object>> => ({
  worker: { T: { Type: "Task", Resource: activity, TimeoutSeconds: 3600, End: true } },
  parent: {
    T: {
      Type: "Task",
      Resource: "arn:aws:states:::states:startExecution.sync",
      Parameters: { StateMachineArn: child, Input: [1] },
      End: true,
    },
  },
  mocked: {
    T: {
      Type: "Task",
      Resource: "arn:aws:states:::sqs:sendMessage",
      Parameters: { QueueUrl: "q", MessageBody: "m" },
      End: true,
    },
  },
  distributed: {
    M: {
      Type: "Map",
      MaxConcurrency: 1,
      ItemProcessor: {
        ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
        StartAt: "W",
        States: { W: { Type: "Wait", Seconds: 1800, End: true } },
      },
      Next: "P",
    },
    P: pass,
  },
});
