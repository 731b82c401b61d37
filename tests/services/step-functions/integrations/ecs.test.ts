import { ECS } from "@aws-sdk/client-ecs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { executionsWorld } from "../executions-world.js";

const world = executionsWorld({ delays: { ecs: 0 } });
let ecs: ECS;
beforeAll(() => {
  ecs = new ECS({ ...world.sim.clientConfig(), maxAttempts: 1 });
});
afterAll(() => ecs.destroy());
beforeEach(async () => {
  await ecs.createCluster({ clusterName: "c" });
  await ecs.registerTaskDefinition({
    family: "job",
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: "256",
    memory: "512",
    containerDefinitions: [
      { name: "app", image: "app", essential: true, memory: 128 },
      { name: "log", image: "log", essential: false, memory: 128 },
    ],
  });
});

const runTask = (pattern = "", more: object = {}) => ({
  T: {
    Type: "Task",
    Resource: `arn:aws:states:::ecs:runTask${pattern}`,
    Parameters: {
      Cluster: "c",
      TaskDefinition: "job",
      LaunchType: "FARGATE",
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ["subnet-1"] } },
      Overrides: {
        ContainerOverrides: [
          {
            Name: "app",
            Environment: [
              { Name: "X", "Value.$": "$.x" },
              ...(pattern === ".waitForTaskToken" ? [{ Name: "TOKEN", "Value.$": "$$.Task.Token" }] : []),
            ],
          },
        ],
      },
    },
    End: true,
    ...more,
  },
});

describe("ecs:runTask", () => {
  test("I01: returns the response of RunTask", async () => {
    const arn = await world.run(runTask(), { x: "1" });
    const { status, output } = await world.outcome(arn);
    expect(status).toBe("SUCCEEDED");
    expect(output).toMatchObject({
      Failures: [],
      Tasks: [{ LastStatus: "PROVISIONING", Overrides: { ContainerOverrides: [{ Name: "app" }, {}] } }],
      SdkHttpMetadata: { HttpStatusCode: 200 },
      SdkResponseMetadata: { RequestId: expect.any(String) },
    });
    expect(output.Tasks[0].CreatedAt).toBe(world.sim.clock.now());
  });

  test("I02: .sync returns the task once it has stopped, and passes overrides to the handler", async () => {
    const environments: unknown[] = [];
    world.sim.ecs.onTask("job", (task) => {
      environments.push(task.environment.X);
      return { exitCode: 0 };
    });
    const arn = await world.run(runTask(".sync"), { x: "seen" });
    await world.sim.clock.advance("1m");
    const { status, output } = await world.outcome(arn);
    expect(status).toBe("SUCCEEDED");
    expect(environments).toEqual(["seen"]);
    expect(output).toMatchObject({
      LastStatus: "STOPPED",
      StartedBy: "AWS Step Functions",
      StopCode: "EssentialContainerExited",
      Containers: expect.arrayContaining([expect.objectContaining({ Name: "app", ExitCode: 0 })]),
    });
    const events = await world.history(arn);
    expect(events.map(({ type }) => type)).toEqual([
      "ExecutionStarted",
      "TaskStateEntered",
      "TaskScheduled",
      "TaskStarted",
      "TaskSubmitted",
      "TaskSucceeded",
      "TaskStateExited",
      "ExecutionSucceeded",
    ]);
    expect(events[2]?.taskScheduledEventDetails).toMatchObject({
      resourceType: "ecs",
      resource: "runTask.sync",
    });
    expect(JSON.parse(events[2]?.taskScheduledEventDetails?.parameters ?? "{}").StartedBy).toBe(
      "AWS Step Functions",
    );
  });

  test("I04: .sync fails with the task as its cause, and tries again on the clock", async () => {
    const exitCodes = [3, 3, 0];
    world.sim.ecs.onTask("job", () => ({ exitCode: exitCodes.shift() ?? 9 }));
    const retry = [
      { ErrorEquals: ["States.TaskFailed"], IntervalSeconds: 10, MaxAttempts: 2, BackoffRate: 2 },
    ];
    const arn = await world.run(runTask(".sync", { Retry: retry }), { x: "1" });
    await world.sim.clock.advance("29s");
    expect((await world.outcome(arn)).status).toBe("RUNNING");
    await world.sim.clock.advance("1m");
    expect((await world.outcome(arn)).status).toBe("SUCCEEDED");
    const failed = (await world.history(arn)).filter(({ type }) => type === "TaskFailed");
    expect(failed).toHaveLength(2);
    const { error, cause = "" } = failed[0]?.taskFailedEventDetails ?? {};
    expect(error).toBe("States.TaskFailed");
    expect(JSON.parse(cause).Containers).toEqual(
      expect.arrayContaining([expect.objectContaining({ Name: "app", ExitCode: 3 })]),
    );
  });

  test("I03: .waitForTaskToken continues when the container sends its token", async () => {
    const tokens: string[] = [];
    world.sim.ecs.onTask("job", (task) => {
      tokens.push(task.environment.TOKEN ?? "");
      return { exitCode: 0 };
    });
    const arn = await world.run(runTask(".waitForTaskToken"), { x: "1" });
    await world.sim.clock.advance("1h");
    expect((await world.outcome(arn)).status).toBe("RUNNING");
    await world.sfn.sendTaskSuccess({ taskToken: tokens[0], output: '{"rows":3}' });
    expect(await world.outcome(arn)).toEqual({ status: "SUCCEEDED", output: { rows: 3 } });
  });

  test("an error of RunTask is named ECS", async () => {
    await ecs.deleteCluster({ cluster: "c" });
    const states = runTask();
    states.T.Parameters.Cluster = "none";
    const arn = await world.run(states, { x: "1" });
    expect(await world.outcome(arn)).toEqual({
      status: "FAILED",
      error: "ECS.ClusterNotFoundException",
      cause: expect.stringMatching(
        /^Cluster not found\. \(Service: AmazonECS; Status Code: 400; Error Code: ClusterNotFoundException; Request ID: [0-9a-f-]{36}; Proxy: null\)$/,
      ),
    });
  });

  test("stopping the execution stops its task", async () => {
    world.sim.ecs.onTask("job", (task) => task.sleep("1h"));
    const arn = await world.run(runTask(".sync"), { x: "1" });
    await world.sim.clock.advance("1m");
    await world.sfn.stopExecution({ executionArn: arn });
    await world.sim.clock.advance("1m");
    const { taskArns = [] } = await ecs.listTasks({ cluster: "c", desiredStatus: "STOPPED" });
    expect(taskArns).toHaveLength(1);
    const { tasks = [] } = await ecs.describeTasks({ cluster: "c", tasks: taskArns });
    expect(tasks[0]?.lastStatus).toBe("STOPPED");
  });
});
