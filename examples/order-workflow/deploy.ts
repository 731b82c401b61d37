import { readFileSync } from "node:fs";
import { CreateClusterCommand, ECSClient, RegisterTaskDefinitionCommand } from "@aws-sdk/client-ecs";
import { CreateStateMachineCommand, SFNClient } from "@aws-sdk/client-sfn";
import type { AwsSim } from "aws-sim";

/** What Terraform or CDK would have made: the cluster, the task definition and the state machine. */
export async function deploy(sim: AwsSim): Promise<string> {
  const ecs = new ECSClient(sim.clientConfig());
  await ecs.send(new CreateClusterCommand({ clusterName: "warehouse" }));
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: "pack",
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      containerDefinitions: [
        { name: "pack", image: "ghcr.io/example/pack:2", environment: [{ name: "PRINTER", value: "p1" }] },
      ],
    }),
  );
  sim.s3.createBucket("orders");
  const { stateMachineArn } = await new SFNClient(sim.clientConfig()).send(
    new CreateStateMachineCommand({
      name: "orders",
      definition: readFileSync(new URL("order-workflow.asl.json", import.meta.url), "utf8"),
      roleArn: `arn:aws:iam::${sim.accountId}:role/orders`,
    }),
  );
  return stateMachineArn ?? "";
}
