import { ECS } from "@aws-sdk/client-ecs";
import { Lambda } from "@aws-sdk/client-lambda";
import { expect, test } from "vitest";
import { NOW, simulatedLogs } from "./logs-world.js";

const aws = simulatedLogs();

test("B20 what a container writes is read with GetLogEvents; its group is made", async () => {
  aws.sim.delays.set({ ecs: 0 });
  const ecs = new ECS(aws.sim.clientConfig());
  await ecs.createCluster({});
  await ecs.registerTaskDefinition({
    family: "job",
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: "256",
    memory: "512",
    executionRoleArn: "arn:aws:iam::123456789012:role/execution",
    containerDefinitions: [
      {
        name: "app",
        image: "app",
        logConfiguration: {
          logDriver: "awslogs",
          options: {
            "awslogs-group": "/ecs/job",
            "awslogs-region": "us-east-1",
            "awslogs-stream-prefix": "run",
          },
        },
      },
    ],
  });
  aws.sim.ecs.onTask("job", { stdout: "one\ntwo\n" });
  const { tasks = [] } = await ecs.runTask({
    taskDefinition: "job",
    launchType: "FARGATE",
    networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
  });
  await aws.sim.clock.runUntilIdle();
  const taskId = tasks[0]?.taskArn?.split("/").at(-1);
  const { events = [] } = await aws.logs.getLogEvents({
    logGroupName: "/ecs/job",
    logStreamName: `run/app/${taskId}`,
  });
  expect(events.map(({ message }) => message)).toEqual(["one", "two"]);
});

test("G10 a function's lines are in its group", async () => {
  aws.sim.lambda.on("work", (_event, context) => context.log("working"));
  await new Lambda(aws.sim.clientConfig()).invoke({ FunctionName: "work" });
  const { logStreams = [] } = await aws.logs.describeLogStreams({ logGroupName: "/aws/lambda/work" });
  expect(logStreams).toEqual([
    expect.objectContaining({
      logStreamName: expect.stringMatching(/^2026\/01\/02\/\[\$LATEST\][0-9a-f]{32}$/),
      lastEventTimestamp: NOW,
    }),
  ]);
  expect(aws.sim.logs.messages("/aws/lambda/work").map((message) => message.split(" ")[0])).toEqual([
    "INIT_START",
    "START",
    "working\n",
    "END",
    "REPORT",
  ]);
});
