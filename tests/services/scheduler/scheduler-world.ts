import { Scheduler } from "@aws-sdk/client-scheduler";
import { SQS } from "@aws-sdk/client-sqs";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type AwsSim, type AwsSimOptions, createAwsSim } from "../../../lib/index.js";

export const START = "2026-01-02T03:04:05.000Z";
export const NOW = Date.parse(START);
export const ACCOUNT = "123456789012";
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/scheduler`;
export const queueArn = (name: string) => `arn:aws:sqs:us-east-1:${ACCOUNT}:${name}`;
export const arnOf = (resource: string) => `arn:aws:scheduler:us-east-1:${ACCOUNT}:${resource}`;
export const OFF = { Mode: "OFF" } as const;

type NewSchedule = Parameters<Scheduler["createSchedule"]>[0];

/** A simulator with a frozen clock and real SDK clients, as new for each test of a file. */
export function schedulerWorld(options: AwsSimOptions = {}) {
  let sim: AwsSim;
  let scheduler: Scheduler;
  let sqs: SQS;
  beforeAll(async () => {
    sim = await createAwsSim({ clock: "frozen", startTime: START, seed: 1, ...options });
    scheduler = new Scheduler({ ...sim.clientConfig(), maxAttempts: 1 });
    sqs = new SQS({ ...sim.clientConfig(), maxAttempts: 1 });
  });
  afterEach(() => sim.reset());
  afterAll(async () => {
    scheduler.destroy();
    sqs.destroy();
    await sim.close();
  });
  return {
    get sim() {
      return sim;
    },
    get scheduler() {
      return scheduler;
    },
    get sqs() {
      return sqs;
    },
    /** Creates a schedule whose target is the queue `q`, unless it is given another. */
    async schedule(ScheduleExpression: string, more: Partial<NewSchedule> = {}): Promise<string> {
      await sqs.createQueue({ QueueName: "q" });
      const Target = { Arn: queueArn("q"), RoleArn: ROLE, Input: "<aws.scheduler.scheduled-time>" };
      const input = { Name: "s", ScheduleExpression, FlexibleTimeWindow: OFF, Target, ...more };
      return (await scheduler.createSchedule(input)).ScheduleArn ?? "";
    },
    /** The bodies of the messages in the queue `q`. */
    bodies: (): string[] => sim.sqs.messages("q").map(({ body }) => body),
  };
}
