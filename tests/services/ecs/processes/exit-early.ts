// A program that exits while a task of its simulator runs: it prints the id of the task's process.
import { ECS } from "@aws-sdk/client-ecs";
import { createAwsSim, runCommand } from "aws-sim";

const sim = await createAwsSim({ delays: 0 });
const ecs = new ECS(sim.clientConfig({ direct: true }));
await ecs.createCluster({});
await ecs.registerTaskDefinition({
  family: "job",
  requiresCompatibilities: ["FARGATE"],
  networkMode: "awsvpc",
  cpu: "256",
  memory: "512",
  containerDefinitions: [
    {
      name: "app",
      image: "node",
      command: [process.execPath, "--eval", "setInterval(() => {}, 1000); console.log(process.pid)"],
    },
  ],
});
sim.ecs.onTask("job", runCommand());
await ecs.runTask({
  taskDefinition: "job",
  launchType: "FARGATE",
  networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-0a"] } },
});
const written = () => sim.ecs.runs("job")[0]?.stdout ?? "";
while (written() === "") await new Promise((resolve) => setTimeout(resolve, 20));
console.log(written());
process.exit(0);
