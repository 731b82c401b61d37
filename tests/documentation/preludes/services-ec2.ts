import {
  CreateClusterCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
} from "@aws-sdk/client-ecs";
import { createAwsSim } from "aws-sim";
import { expect } from "vitest";

export const sim = await createAwsSim({ clock: "frozen" });
export const ecs = new ECSClient(sim.clientConfig());
await ecs.send(new CreateClusterCommand({}));
await ecs.send(
  new RegisterTaskDefinitionCommand({
    family: "web",
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: "256",
    memory: "512",
    containerDefinitions: [{ name: "web", image: "web:1" }],
  }),
);

export { expect, RunTaskCommand };
