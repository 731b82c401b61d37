import { type FlexibleTimeWindow, Scheduler } from "@aws-sdk/client-scheduler";
import type { AwsSim } from "../../../lib/index.js";

/** Fills the tables of Scheduler. An invocation waits in its window, and one is held. */
export async function seedScheduler(sim: AwsSim): Promise<void> {
  const scheduler = new Scheduler(sim.clientConfig());
  const RoleArn = `arn:aws:iam::${sim.accountId}:role/scheduler`;
  const Target = {
    Arn: `arn:aws:sqs:${sim.region}:${sim.accountId}:dead`,
    RoleArn,
    Input: '{"constructor":1}',
  };
  await scheduler.createScheduleGroup({ Name: "jobs", Tags: [{ Key: "constructor", Value: "a" }] });
  const schedule = (Name: string, FlexibleTimeWindow: FlexibleTimeWindow) =>
    scheduler.createSchedule({
      Name,
      GroupName: "jobs",
      ScheduleExpression: "rate(1 hour)",
      StartDate: new Date(0),
      FlexibleTimeWindow,
      Target,
    });
  await schedule("hourly", { Mode: "OFF" });
  await schedule("flexible", { Mode: "FLEXIBLE", MaximumWindowInMinutes: 5 });
  await sim.clock.advance(0);
  sim.delays.set({ scheduler: { delivery: "never" } });
  await schedule("held", { Mode: "OFF" });
  await sim.clock.advance(0);
  scheduler.destroy();
}
