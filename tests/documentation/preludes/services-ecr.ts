import { ECR } from "@aws-sdk/client-ecr";
import {
  CreateClusterCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
} from "@aws-sdk/client-ecs";
import { createAwsSim } from "aws-sim";
import { expect } from "vitest";

export const sim = await createAwsSim({ clock: "frozen" });
export const ecr = new ECR(sim.clientConfig());
sim.ecr.pushImage("shop/api", "v0");
export const keepSevenDays = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: "any", countType: "sinceImagePushed", countUnit: "days", countNumber: 7 },
      action: { type: "expire" },
    },
  ],
});

/** The code under test. */
export async function deploy({ ecs, image }: { ecs: ECSClient; image: string }) {
  await ecs.send(new CreateClusterCommand({}));
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: "api",
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      executionRoleArn: "arn:aws:iam::123456789012:role/execution",
      containerDefinitions: [{ name: "api", image }],
    }),
  );
  await ecs.send(
    new RunTaskCommand({
      taskDefinition: "api",
      launchType: "FARGATE",
      networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
    }),
  );
  await sim.clock.advance("10s");
}
export { ECSClient, expect };
