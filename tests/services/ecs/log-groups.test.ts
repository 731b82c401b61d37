import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { expect, test } from "vitest";
import { ROLE } from "./ecs-world.js";
import { JOB, taskWorld } from "./task-world.js";

const world = taskWorld({ delays: 0 });
const MISSING =
  "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1";

async function start(options: Record<string, string> = {}) {
  const logConfiguration = {
    logDriver: "awslogs" as const,
    options: {
      "awslogs-group": "/ecs/job",
      "awslogs-region": "us-east-1",
      "awslogs-stream-prefix": "ecs",
      ...options,
    },
  };
  await world.ecs.registerTaskDefinition({
    ...JOB,
    executionRoleArn: ROLE,
    containerDefinitions: [{ name: "app", image: "repo:1", logConfiguration }],
  });
  const task = await world.describe(await world.run());
  return task.stoppedReason ?? task.lastStatus;
}

test("B20 with strictLogGroups, a task whose log group does not exist fails to start", async () => {
  expect(world.sim.ecs.strictLogGroups).toBe(false);
  expect(await start()).toBe("RUNNING");
  world.sim.ecs.strictLogGroups = true;
  expect(await start()).toBe(MISSING);
  expect(await start({ "awslogs-create-group": "true" })).toBe("RUNNING");
  expect(await start({ "awslogs-create-group": "false" })).toBe(MISSING);
  const logs = new CloudWatchLogs(world.sim.clientConfig());
  await logs.createLogGroup({ logGroupName: "/ecs/job" });
  logs.destroy();
  expect(await start()).toBe("RUNNING");
  expect(await start({ "awslogs-region": "eu-west-1" })).toBe(MISSING);
});

test("strictLogGroups is a boolean, and false again after reset", () => {
  expect(() => {
    world.sim.ecs.strictLogGroups = "yes" as never;
  }).toThrow(new TypeError('"strictLogGroups" must be true or false, not "yes".'));
  world.sim.ecs.strictLogGroups = true;
  world.sim.reset();
  expect(world.sim.ecs.strictLogGroups).toBe(false);
});
