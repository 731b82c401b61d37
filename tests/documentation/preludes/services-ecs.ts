import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { createAwsSim } from "aws-sim";
import { expect } from "vitest";

export const sim = await createAwsSim({ clock: "frozen" });
export const ecs = new ECSClient(sim.clientConfig());
const networkConfiguration = { awsvpcConfiguration: { subnets: ["subnet-1"] } };
await ecs.send(new CreateClusterCommand({}));
for (const [family, name] of [
  ["export", "main"],
  ["web", "web"],
  ["web", "web"],
] as const)
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      containerDefinitions: [
        { name, image: `${name}:1`, environment: [{ name: "BUCKET", value: "exports" }] },
      ],
    }),
  );
sim.ecs.onTask("web", { duration: "forever" });
await ecs.send(
  new CreateServiceCommand({
    serviceName: "web",
    taskDefinition: "web:1",
    desiredCount: 1,
    launchType: "FARGATE",
    networkConfiguration,
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
  }),
);
await sim.clock.advance("1m");

/** The code under test. */
export async function nightlyReport({ ecs }: { ecs: ECSClient }) {
  await ecs.send(
    new RunTaskCommand({ taskDefinition: "export", launchType: "FARGATE", networkConfiguration }),
  );
  await sim.clock.advance("1h");
}
export { ECSClient, expect, UpdateServiceCommand };
