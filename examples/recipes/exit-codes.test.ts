import {
  CreateClusterCommand,
  DescribeTasksCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
} from "@aws-sdk/client-ecs";
import { createAwsSim } from "aws-sim";
import { afterAll, beforeEach, expect, test } from "vitest";

const sim = await createAwsSim({ clock: "frozen" });
const ecs = new ECSClient(sim.clientConfig());
beforeEach(async () => {
  sim.reset();
  await ecs.send(new CreateClusterCommand({}));
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: "job",
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      containerDefinitions: [{ name: "main", image: "job:1" }],
    }),
  );
});
afterAll(() => sim.close());

/** Runs the job to its end, as the code under test would. */
async function runJob() {
  const { tasks } = await ecs.send(
    new RunTaskCommand({
      taskDefinition: "job",
      launchType: "FARGATE",
      networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
    }),
  );
  await sim.clock.advance("1h");
  const arn = tasks?.[0]?.taskArn ?? "";
  return (await ecs.send(new DescribeTasksCommand({ tasks: [arn] }))).tasks?.[0];
}

test("the container exits with a code", async () => {
  sim.ecs.onTask("job", { exitCode: 3, stderr: "row 17 is malformed", duration: "20m" });
  expect(await runJob()).toMatchObject({
    stopCode: "EssentialContainerExited",
    containers: [{ exitCode: 3 }],
  });
});

test("the container runs out of memory", async () => {
  sim.ecs.onTask("job", { exitCode: 137, reason: "OutOfMemoryError: Container killed due to memory usage" });
  expect(await runJob()).toMatchObject({
    containers: [{ exitCode: 137, reason: expect.stringContaining("OutOfMemoryError") }],
  });
});

test("the image cannot be pulled, so there is no exit code", async () => {
  sim.ecs.onTask("job", { failToStart: "CannotPullContainerError: pull access denied" });
  const task = await runJob();
  expect(task?.stopCode).toBe("TaskFailedToStart");
  expect(task?.containers?.[0]?.exitCode).toBeUndefined();
});
