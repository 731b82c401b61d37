import { CreateClusterCommand, type ECSClient, RegisterTaskDefinitionCommand } from "@aws-sdk/client-ecs";

/** What Terraform or CDK would have made: the cluster and the task definition. */
export async function createInfrastructure(ecs: ECSClient): Promise<void> {
  await ecs.send(new CreateClusterCommand({ clusterName: "batch" }));
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: "export",
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      containerDefinitions: [
        {
          name: "export",
          image: "ghcr.io/example/export:1.4",
          command: ["--format", "parquet"],
          environment: [{ name: "BUCKET", value: "exports" }],
        },
      ],
    }),
  );
}

/** Where the application runs the export. */
export const deployment = {
  cluster: "batch",
  taskDefinition: "export",
  subnets: ["subnet-0a1b2c3d4e5f60718"],
  notifyFunction: "notify",
};
