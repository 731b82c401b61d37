import { ECSClient, RunTaskCommand, waitUntilTasksStopped } from "@aws-sdk/client-ecs";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { type AwsSim, createAwsSim } from "aws-sim";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createInfrastructure } from "./infrastructure.js";

let sim: AwsSim;
beforeAll(async () => {
  sim = await createAwsSim({ region: "eu-west-1", delays: 0 });
});
afterEach(() => sim.reset());
afterAll(() => sim.close());

test("a task runs, ends with the exit code that the test says, and is seen by the SDK's waiter", async () => {
  const ecs = new ECSClient(sim.clientConfig());
  await createInfrastructure(ecs);
  sim.ecs.onTask("export", async (task) => {
    task.stdout(`exporting to ${task.environment.BUCKET}`);
    return 3;
  });

  const { tasks } = await ecs.send(
    new RunTaskCommand({
      taskDefinition: "export",
      launchType: "FARGATE",
      networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
    }),
  );
  const stopped = await waitUntilTasksStopped(
    { client: ecs, maxWaitTime: 30, minDelay: 1 },
    { tasks: [tasks?.[0]?.taskArn ?? ""] },
  );

  expect(stopped.reason.tasks[0].containers[0].exitCode).toBe(3);
  expect(sim.ecs.runs("export")).toMatchObject([{ exitCode: 3, stdout: "exporting to exports" }]);
});

test("a function answers what the test says, and remembers how it was called", async () => {
  const lambda = new LambdaClient(sim.clientConfig());
  const notify = sim.lambda.on("notify", (event: { rows: number }) => ({ sent: event.rows }));

  const { Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: "notify", Payload: JSON.stringify({ rows: 42 }) }),
  );

  expect(JSON.parse(Payload?.transformToString() ?? "")).toEqual({ sent: 42 });
  expect(notify.invocations.map(({ payload }) => payload)).toEqual([{ rows: 42 }]);
});
