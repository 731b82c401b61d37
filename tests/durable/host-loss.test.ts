import {
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
} from "@aws-sdk/client-ecs";
import { describe, expect, test } from "vitest";
import { type AwsSim, type AwsSimOptions, createAwsSim, type TaskContext } from "../../lib/index.js";
import { JOB, NETWORK, RUN_JOB } from "../services/ecs/task-world.js";
import { hasSqlite, TemporaryDirectory } from "./temporary-directory.js";

const FROZEN: AwsSimOptions = { clock: "frozen", startTime: "2030-01-01T00:00:00Z", seed: 1, delays: 0 };

async function sleepForAnHour(task: TaskContext): Promise<number> {
  await task.sleep("1h");
  return 0;
}

async function tasksOf(sim: AwsSim, desiredStatus: "RUNNING" | "STOPPED") {
  const ecs = new ECSClient(sim.clientConfig());
  const { taskArns = [] } = await ecs.send(new ListTasksCommand({ desiredStatus }));
  if (taskArns.length === 0) return [];
  const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ tasks: taskArns }));
  return tasks.map(({ lastStatus, stopCode, stoppedReason }) => ({ lastStatus, stopCode, stoppedReason }));
}

const LOST = {
  lastStatus: "STOPPED",
  stopCode: "TerminationNotice",
  stoppedReason: "ECS is performing maintenance on the underlying infrastructure hosting the task.",
};

describe.skipIf(!hasSqlite)("what ran when the process ended", () => {
  test("a task stops as on AWS when its host is lost, and its service starts another", async () => {
    using directory = new TemporaryDirectory();
    const options = { ...FROZEN, dataDir: directory.path };
    {
      await using sim = await createAwsSim(options);
      sim.ecs.onTask("job", sleepForAnHour);
      const ecs = new ECSClient(sim.clientConfig());
      await ecs.send(new CreateClusterCommand({}));
      await ecs.send(new RegisterTaskDefinitionCommand(JOB));
      await ecs.send(new RunTaskCommand(RUN_JOB));
      await ecs.send(
        new CreateServiceCommand({
          serviceName: "jobs",
          taskDefinition: "job",
          desiredCount: 1,
          launchType: "FARGATE",
          networkConfiguration: NETWORK,
        }),
      );
      await sim.clock.advance("1m");
      expect(await tasksOf(sim, "RUNNING")).toMatchObject([
        { lastStatus: "RUNNING" },
        { lastStatus: "RUNNING" },
      ]);
    }
    await using sim = await createAwsSim(options);
    sim.ecs.onTask("job", sleepForAnHour);
    await sim.clock.advance("1m");
    expect(await tasksOf(sim, "STOPPED")).toEqual([LOST, LOST]);
    expect(await tasksOf(sim, "RUNNING")).toMatchObject([{ lastStatus: "RUNNING" }]);
  });

  test("a task with a fixed outcome has no handler to lose, and continues", async () => {
    using directory = new TemporaryDirectory();
    const options = { ...FROZEN, dataDir: directory.path };
    {
      await using sim = await createAwsSim(options);
      sim.ecs.onTask("job", { exitCode: 3, duration: "1h" });
      const ecs = new ECSClient(sim.clientConfig());
      await ecs.send(new CreateClusterCommand({}));
      await ecs.send(new RegisterTaskDefinitionCommand(JOB));
      await ecs.send(new RunTaskCommand(RUN_JOB));
      await sim.clock.advance("1m");
    }
    await using sim = await createAwsSim(options);
    await sim.clock.advance("58m");
    expect(await tasksOf(sim, "RUNNING")).toMatchObject([{ lastStatus: "RUNNING" }]);
    await sim.clock.advance("1m");
    expect(sim.ecs.runs().map(({ exitCode }) => exitCode)).toEqual([3]);
  });
});
