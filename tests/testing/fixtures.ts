import {
  CreateClusterCommand,
  DescribeTasksCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
} from "@aws-sdk/client-ecs";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import type { AwsSim } from "../../lib/index.js";

/**
 * One cluster, one task `export` with exit code 3, one request for an unknown task, one invocation of
 * `notify`.
 */
export async function happen(sim: AwsSim): Promise<void> {
  const ecs = new ECSClient(sim.clientConfig({ direct: true }));
  await ecs.send(new CreateClusterCommand({ clusterName: "batch" }));
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: "export",
      cpu: "256",
      memory: "512",
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      containerDefinitions: [
        {
          name: "main",
          image: "export:1",
          command: ["--fast"],
          environment: [{ name: "BUCKET", value: "exports" }],
        },
      ],
    }),
  );
  sim.ecs.onTask("export", { exitCode: 3 });
  await ecs.send(
    new RunTaskCommand({
      cluster: "batch",
      taskDefinition: "export",
      launchType: "FARGATE",
      networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
    }),
  );
  await sim.clock.runUntilIdle();
  await ecs.send(new DescribeTasksCommand({ cluster: "nowhere", tasks: ["x"] })).catch(() => {});
  sim.lambda.on("notify", { sent: true });
  const lambda = new LambdaClient(sim.clientConfig({ direct: true }));
  await lambda.send(new InvokeCommand({ FunctionName: "notify", Payload: '{"rows":42,"at":"noon"}' }));
}
