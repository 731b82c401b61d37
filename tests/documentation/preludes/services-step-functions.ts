import { CreateStateMachineCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { createAwsSim } from "aws-sim";
import { matchers } from "aws-sim/vitest";
import { expect } from "vitest";

expect.extend(matchers);
export const sim = await createAwsSim({ clock: "frozen" });
export const sfn = new SFNClient(sim.clientConfig());
export const roleArn = "arn:aws:iam::123456789012:role/machine";
export const { stateMachineArn } = await sfn.send(
  new CreateStateMachineCommand({
    name: "report",
    roleArn,
    definition: JSON.stringify({
      StartAt: "Wait",
      States: {
        Wait: { Type: "Wait", Seconds: 86_400, Next: "Load" },
        Load: {
          Type: "Task",
          Resource: "arn:aws:states:::glue:startJobRun.sync",
          Parameters: { JobName: "load" },
          Retry: [{ ErrorEquals: ["Glue.Busy"], IntervalSeconds: 60 }],
          End: true,
        },
      },
    }),
  }),
);

// A state machine of which everything has run.
const orders = await sfn.send(
  new CreateStateMachineCommand({
    name: "orders",
    roleArn,
    definition: JSON.stringify({ StartAt: "Pack", States: { Pack: { Type: "Succeed" } } }),
  }),
);
await sfn.send(new StartExecutionCommand({ stateMachineArn: orders.stateMachineArn }));
await sim.clock.advance("1s");
