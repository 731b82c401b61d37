import {
  CreateClusterCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
} from "@aws-sdk/client-ecs";
import { createAwsSim } from "aws-sim";
import { matchers } from "aws-sim/vitest";
import { afterAll, expect, test } from "vitest";

expect.extend(matchers);
const sim = await createAwsSim({ clock: "frozen" });
afterAll(() => sim.close());

test("the container writes to CloudWatch Logs what went wrong, and no passwords", async () => {
  const ecs = new ECSClient(sim.clientConfig());
  await ecs.send(new CreateClusterCommand({}));
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: "sync",
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      executionRoleArn: "arn:aws:iam::123456789012:role/execution",
      containerDefinitions: [
        {
          name: "main",
          image: "sync:1",
          secrets: [{ name: "PASSWORD", valueFrom: "db/password" }],
          logConfiguration: {
            logDriver: "awslogs",
            options: {
              "awslogs-group": "/sync",
              "awslogs-region": "us-east-1",
              "awslogs-stream-prefix": "main",
            },
          },
        },
      ],
    }),
  );
  sim.ecs.secrets({ "db/password": "hunter2" });
  // In a test of your own, the handler calls the code of the container.
  sim.ecs.onTask("sync", (task) => {
    task.stderr(`cannot log in with a password of ${task.environment.PASSWORD?.length} characters`);
    return 1;
  });

  await ecs.send(
    new RunTaskCommand({
      taskDefinition: "sync",
      launchType: "FARGATE",
      networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
    }),
  );
  await sim.clock.advance("1m");

  expect(sim).toHaveLogged("/sync", "cannot log in");
  expect(sim).not.toHaveLogged("/sync", "hunter2");
});
