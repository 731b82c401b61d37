import {
  CreateClusterCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
  type RunTaskCommandInput,
} from "@aws-sdk/client-ecs";
import { createAwsSim } from "aws-sim";
import { afterAll, beforeEach, expect, test } from "vitest";

const sim = await createAwsSim();
const ecs = new ECSClient(sim.clientConfig());
beforeEach(async () => {
  sim.reset();
  await ecs.send(new CreateClusterCommand({}));
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: "import",
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      containerDefinitions: [{ name: "app", image: "import:1" }],
    }),
  );
  // AWS runs the task, but the client never receives the response, and sends the request again.
  sim.faults.add({ operation: "RunTask", drop: "after", times: 1 });
});
afterAll(() => sim.close());

const input: RunTaskCommandInput = {
  taskDefinition: "import",
  launchType: "FARGATE",
  networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
};

test("a token prevents a second task when the response is lost", async () => {
  await ecs.send(new RunTaskCommand({ ...input, clientToken: "import-2026-11-30" }));

  expect(sim.requests.filter({ operation: "RunTask" }).map(({ status }) => status)).toEqual([0, 200]);
  expect(sim.ecs.tasks()).toHaveLength(1);
});
