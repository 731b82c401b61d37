import {
  CreateClusterCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
} from "@aws-sdk/client-ecs";
import { createAwsSim } from "aws-sim";
import { matchers } from "aws-sim/vitest";
import { expect } from "vitest";

expect.extend(matchers);
export const sim = await createAwsSim({ clock: "frozen" });
sim.ecs.onTask("nightly-report", { stdout: "42 rows exported" });

/** The code under test. */
export async function nightlyReport({ ecs }: { ecs: ECSClient }) {
  await ecs.send(new CreateClusterCommand({}));
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: "nightly-report",
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      executionRoleArn: "arn:aws:iam::123456789012:role/execution",
      containerDefinitions: [
        {
          name: "main",
          image: "report:1",
          logConfiguration: {
            logDriver: "awslogs",
            options: {
              "awslogs-group": "/ecs/nightly-report",
              "awslogs-region": "us-east-1",
              "awslogs-stream-prefix": "main",
            },
          },
        },
      ],
    }),
  );
  await ecs.send(
    new RunTaskCommand({
      taskDefinition: "nightly-report",
      launchType: "FARGATE",
      networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
    }),
  );
  await sim.clock.advance("1m");
}
export { ECSClient };
