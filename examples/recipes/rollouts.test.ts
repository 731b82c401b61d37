import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { createAwsSim } from "aws-sim";
import { afterAll, expect, test } from "vitest";

const sim = await createAwsSim({ clock: "frozen" });
afterAll(() => sim.close());

test("a deployment whose tasks do not start is rolled back", async () => {
  const ecs = new ECSClient(sim.clientConfig());
  await ecs.send(new CreateClusterCommand({}));
  for (const image of ["web:1", "web:2"])
    await ecs.send(
      new RegisterTaskDefinitionCommand({
        family: "web",
        requiresCompatibilities: ["FARGATE"],
        networkMode: "awsvpc",
        cpu: "256",
        memory: "512",
        containerDefinitions: [{ name: "web", image }],
      }),
    );
  // Containers of the second revision end immediately.
  sim.ecs.onTask("web", (task) => (task.revision === 2 ? { exitCode: 1 } : { duration: "forever" }));
  await ecs.send(
    new CreateServiceCommand({
      serviceName: "web",
      taskDefinition: "web:1",
      desiredCount: 2,
      launchType: "FARGATE",
      networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
    }),
  );
  await sim.clock.advance("1m");

  await ecs.send(new UpdateServiceCommand({ service: "web", taskDefinition: "web:2" }));
  await sim.clock.advance("10m");

  const service = sim.ecs.service("web");
  expect(service?.runningCount).toBe(2);
  expect(service?.taskDefinition).toMatch(/web:1$/);
  expect(service?.events?.map(({ message }) => message).join("\n")).toContain("rolling back to deployment");
});
