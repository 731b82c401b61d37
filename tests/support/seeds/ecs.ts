import { ECS, type RunTaskCommandInput } from "@aws-sdk/client-ecs";
import type { AwsSim } from "../../../lib/index.js";

const INSTANCE = "0123456789abcdef0123456789abcdef";

/** Fills the tables of ECS. At the end, tasks are in every state, one of them with a running handler. */
export async function seedEcs(sim: AwsSim): Promise<void> {
  const ecs = new ECS(sim.clientConfig());
  sim.ecs.strictLogGroups = false;
  sim.ecs.secrets({ "db-password": "$bytes" });
  await ecs.createCluster({ tags: [{ key: "team", value: "shop" }] });
  await ecs.createCapacityProvider({
    name: "mine",
    autoScalingGroupProvider: {
      autoScalingGroupArn: `arn:aws:autoscaling:${sim.region}:${sim.accountId}:autoScalingGroup:0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0:autoScalingGroupName/asg`,
    },
  });
  await ecs.putAccountSetting({ name: "containerInsights", value: "enabled" });
  await ecs.putAttributes({ attributes: [{ name: "stack", value: "production", targetId: INSTANCE }] });
  await runTasks(sim, ecs);
  await createServices(sim, ecs);
  await ecs.createCluster({ clusterName: "old" });
  await ecs.deleteCluster({ cluster: "old" });
}

/** What starting a task takes; EC2 does not know the subnet. */
const LAUNCH = {
  launchType: "FARGATE" as const,
  networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-0a1b2c3d"] } },
} satisfies Partial<RunTaskCommandInput>;

async function registerFamily(sim: AwsSim, ecs: ECS, family: string): Promise<void> {
  const options = {
    "awslogs-group": "/ecs",
    "awslogs-region": sim.region,
    "awslogs-stream-prefix": family,
  };
  await ecs.registerTaskDefinition({
    family,
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: "256",
    memory: "512",
    executionRoleArn: `arn:aws:iam::${sim.accountId}:role/execution`,
    taskRoleArn: `arn:aws:iam::${sim.accountId}:role/task`,
    containerDefinitions: [
      { name: "main", image: "busybox", logConfiguration: { logDriver: "awslogs", options } },
    ],
  });
}

async function runTasks(sim: AwsSim, ecs: ECS): Promise<void> {
  sim.logs.put("/ecs", "created", "first");
  for (const family of ["job", "waiting"]) await registerFamily(sim, ecs, family);
  sim.ecs.onTask("job", [{ stdout: "done\n" }, { exitCode: 1, stdout: "failed\n" }]);
  await ecs.runTask({ ...LAUNCH, taskDefinition: "job", clientToken: "once", startedBy: "nightly" });
  await sim.clock.advance("2h");
  sim.delays.set({ ecs: { logDelivery: "1h" } });
  await ecs.runTask({ ...LAUNCH, taskDefinition: "job", clientToken: "twice" });
  await sim.clock.advance("1m");
  let credentials = "";
  sim.ecs.onTask("waiting", (task) => {
    credentials = task.environment.AWS_CONTAINER_CREDENTIALS_FULL_URI ?? "";
    return task.sleep("1d");
  });
  const { tasks: [waiting] = [] } = await ecs.runTask({
    ...LAUNCH,
    taskDefinition: "waiting",
    enableExecuteCommand: true,
  });
  await sim.clock.advance("1m");
  await fetch(credentials);
  await ecs.executeCommand({ task: waiting?.taskArn, command: "ls", interactive: true });
}

async function createServices(sim: AwsSim, ecs: ECS): Promise<void> {
  await registerFamily(sim, ecs, "web");
  const [registry] = sim.cloudMap.services();
  const shared = { ...LAUNCH, taskDefinition: "web" };
  await ecs.createService({
    ...shared,
    serviceName: "web",
    desiredCount: 1,
    serviceRegistries: [{ registryArn: registry?.Arn }],
    networkConfiguration: {
      awsvpcConfiguration: { subnets: sim.ec2.defaultNetwork().subnetIds.slice(0, 1) },
    },
  });
  await sim.clock.advance("1m");
  const [task = ""] = (await ecs.listTasks({ serviceName: "web" })).taskArns ?? [];
  await ecs.updateTaskProtection({ cluster: "default", tasks: [task], protectionEnabled: true });
  await ecs.createService({ ...shared, serviceName: "gone", desiredCount: 0 });
  await ecs.deleteService({ service: "gone" });
  const deploymentController = { type: "EXTERNAL" } as const;
  await ecs.createService({ serviceName: "sets", desiredCount: 0, deploymentController });
  await ecs.createTaskSet({ ...shared, cluster: "default", service: "sets", externalId: "blue" });
}
