import {
  CreateClusterCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
} from "@aws-sdk/client-ecs";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { type AwsSim, createAwsSim } from "aws-sim";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

let sim: AwsSim;
beforeAll(async () => {
  sim = await createAwsSim({ region: "eu-west-1" });
});
afterEach(() => sim.reset());
afterAll(() => sim.close());

test("an upload is retried when S3 is busy", async () => {
  const s3 = new S3Client(sim.clientConfig());
  await s3.send(new CreateBucketCommand({ Bucket: "reports" }));
  sim.faults.add({ service: "s3", operation: "PutObject", error: "SlowDown", times: 1 });

  await s3.send(new PutObjectCommand({ Bucket: "reports", Key: "march.csv", Body: "rows" }));

  expect(sim.s3.text("reports", "march.csv")).toBe("rows");
  expect(sim.requests.filter({ operation: "PutObject" }).map(({ status }) => status)).toEqual([503, 200]);
});

test("a task runs for two simulated hours and ends with the exit code of its handler", async () => {
  const ecs = new ECSClient(sim.clientConfig());
  await ecs.send(new CreateClusterCommand({}));
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: "export",
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      containerDefinitions: [{ name: "app", image: "export:1" }],
    }),
  );
  sim.ecs.onTask("export", async (task) => {
    await task.sleep("2h");
    task.stdout("exported 42 rows");
    return 3;
  });

  await ecs.send(
    new RunTaskCommand({
      taskDefinition: "export",
      launchType: "FARGATE",
      networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
    }),
  );
  await sim.clock.advance("3h");

  expect(sim.ecs.runs("export")).toMatchObject([{ exitCode: 3, stdout: "exported 42 rows" }]);
});

test("a function returns what its handler returns, and its invocations are recorded", async () => {
  const lambda = new LambdaClient(sim.clientConfig());
  const notify = sim.lambda.on("notify", (event: { rows: number }) => ({ sent: event.rows }));

  const { Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: "notify", Payload: JSON.stringify({ rows: 42 }) }),
  );

  expect(JSON.parse(Payload?.transformToString() ?? "")).toEqual({ sent: 42 });
  expect(notify.invocations.map(({ payload }) => payload)).toEqual([{ rows: 42 }]);
});
