import { CreateClusterCommand, ECSClient, RegisterTaskDefinitionCommand } from "@aws-sdk/client-ecs";
import { CreateStateMachineCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { createAwsSim } from "aws-sim";
import { matchers } from "aws-sim/vitest";
import { afterAll, expect, test } from "vitest";

expect.extend(matchers);

const sim = await createAwsSim({ clock: "frozen" });
afterAll(() => sim.close());

const container = {
  name: "main",
  image: "python:3.11-slim",
  environment: [{ name: "QUEUE", value: "events" }],
};
const ecs = new ECSClient(sim.clientConfig());
await ecs.send(new CreateClusterCommand({}));
await ecs.send(
  new RegisterTaskDefinitionCommand({
    family: "convert",
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: "256",
    memory: "512",
    containerDefinitions: [container],
  }),
);

const definition = JSON.stringify({
  StartAt: "Convert",
  States: {
    Convert: {
      Type: "Task",
      Resource: "arn:aws:states:::ecs:runTask.sync",
      Parameters: {
        TaskDefinition: "convert",
        LaunchType: "FARGATE",
        NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ["subnet-0a1b2c3d"] } },
        Overrides: {
          ContainerOverrides: [
            {
              Name: "main",
              "Command.$": "States.Array($.file)",
              Environment: [{ Name: "MODE", Value: "fast" }],
            },
          ],
        },
      },
      ResultPath: "$.task",
      End: true,
    },
  },
});

test("a state machine runs a task, whose container is a function of the test", async () => {
  const sfn = new SFNClient(sim.clientConfig());
  const roleArn = `arn:aws:iam::${sim.accountId}:role/files`;
  const { stateMachineArn } = await sfn.send(
    new CreateStateMachineCommand({ name: "files", definition, roleArn }),
  );
  sim.ecs.onTask("convert", ({ environment, command, stdout }) => {
    stdout(`${environment.QUEUE} ${environment.MODE} ${command}`);
    return command.includes("broken.csv") ? 3 : 0;
  });

  for (const file of ["rows.csv", "broken.csv"])
    await sfn.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify({ file }) }));
  await sim.clock.advance("5m");

  const [rows, broken] = sim.stepFunctions.executions("files");
  expect(rows).toHaveSucceeded();
  expect(rows?.output).toMatchObject({ file: "rows.csv", task: { Containers: [{ ExitCode: 0 }] } });
  expect(broken).toHaveFailedWith("States.TaskFailed", /"ExitCode":3/);
  expect(sim).toHaveRunTaskWith("convert", { command: ["rows.csv"], stdout: "events fast rows.csv" });
});
