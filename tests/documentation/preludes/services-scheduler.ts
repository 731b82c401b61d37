import { CreateScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { createAwsSim } from "aws-sim";
import { expect } from "vitest";

export const sim = await createAwsSim({ clock: "frozen", startTime: "2026-01-02T12:00:00Z" });
await new SQSClient(sim.clientConfig()).send(new CreateQueueCommand({ QueueName: "reminders" }));
export const order = 7;

/** The code under test. */
export async function createReminder(order: number) {
  await new SchedulerClient(sim.clientConfig()).send(
    new CreateScheduleCommand({
      Name: `reminder-${order}`,
      ScheduleExpression: "at(2026-01-03T09:00:00)",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: {
        Arn: "arn:aws:sqs:us-east-1:123456789012:reminders",
        RoleArn: "arn:aws:iam::123456789012:role/scheduler",
        Input: JSON.stringify({ order }),
      },
    }),
  );
}
export { expect };
