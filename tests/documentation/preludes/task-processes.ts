import {
  CreateClusterCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
} from "@aws-sdk/client-ecs";
import { createAwsSim, runCommand } from "aws-sim";

export const sim = await createAwsSim({ clock: "frozen", delays: 0, eniSubnet: "127.64.0.0/16" });
const ecs = new ECSClient(sim.clientConfig());
await ecs.send(new CreateClusterCommand({}));
await ecs.send(
  new RegisterTaskDefinitionCommand({
    family: "worker-42",
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: "256",
    memory: "512",
    containerDefinitions: [{ name: "main", image: "example/worker:1.2", command: ["orders"] }],
  }),
);

/** The code under test. */
export async function startWorker() {
  await ecs.send(
    new RunTaskCommand({
      taskDefinition: "worker-42",
      launchType: "FARGATE",
      networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
    }),
  );
}
export { runCommand };
