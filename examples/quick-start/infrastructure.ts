import { CreateClusterCommand, type ECSClient, RegisterTaskDefinitionCommand } from "@aws-sdk/client-ecs";

/** The default cluster and a task definition. */
export async function createInfrastructure(ecs: ECSClient): Promise<void> {
  await ecs.send(new CreateClusterCommand({}));
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: "export",
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      containerDefinitions: [
        { name: "app", image: "export:1", environment: [{ name: "BUCKET", value: "exports" }] },
      ],
    }),
  );
}
