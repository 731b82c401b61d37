import { paginateListTasks } from "@aws-sdk/client-ecs";
import { describe, expect, test } from "vitest";
import { ROLE } from "./ecs-world.js";
import { JOB, momentAt, RUN_JOB, refused, taskWorld } from "./task-world.js";

const world = taskWorld({ delays: { ecs: 0 } });

const UNKNOWN = "0".repeat(32);
const arnOf = (id: string) => `arn:aws:ecs:us-east-1:123456789012:task/default/${id}`;

describe("DescribeTasks", () => {
  test("B10 takes ids and ARNs, and answers for unknown ones with failures", async () => {
    const taskArn = await world.run();
    const id = taskArn.split("/").at(-1) ?? "";
    const { tasks = [], failures } = await world.ecs.describeTasks({
      tasks: [taskArn, id, UNKNOWN, arnOf(UNKNOWN)],
    });
    expect(tasks.map((task) => task.taskArn)).toEqual([taskArn, taskArn]);
    expect(failures).toEqual([
      { arn: arnOf(UNKNOWN), reason: "MISSING" },
      { arn: arnOf(UNKNOWN), reason: "MISSING" },
    ]);
  });

  const errors: [
    what: string,
    input: { cluster?: string; tasks: string[] },
    name: string,
    message: string,
  ][] = [
    ["no tasks", { tasks: [] }, "InvalidParameterException", "Tasks cannot be empty."],
    [
      "more than a hundred",
      { tasks: Array.from({ length: 101 }, () => UNKNOWN) },
      "InvalidParameterException",
      "Tasks can have at most 100 items.",
    ],
    [
      "an unknown cluster",
      { cluster: "x", tasks: [UNKNOWN] },
      "ClusterNotFoundException",
      "Cluster not found.",
    ],
    [
      "an id of the wrong length",
      { tasks: ["abc"] },
      "InvalidParameterException",
      "taskId length should be one of [32,36]",
    ],
    [
      "an ARN of another cluster",
      { tasks: [`arn:aws:ecs:us-east-1:123456789012:task/other/${UNKNOWN}`] },
      "InvalidParameterException",
      "Invalid identifier: Identifier is for cluster other. Your cluster is default",
    ],
    [
      "no task's ARN",
      { tasks: ["arn:aws:ecs:us-east-1:123456789012:cluster/default"] },
      "InvalidParameterException",
      "Invalid identifier: Unexpected number of separators",
    ],
  ];

  test.each(errors)("rejects %s", async (_, input, name, message) => {
    await expect(world.ecs.describeTasks(input)).rejects.toMatchObject(refused(name, message));
  });
});

describe("StopTask", () => {
  test("B12 returns the desired status immediately; the last status follows", async () => {
    world.sim.delays.set({ ecs: { stopping: "5s", deprovisioning: "5s" } });
    const taskArn = await world.run();
    await world.sim.clock.advance("1s");
    const { task } = await world.ecs.stopTask({ task: taskArn });
    expect(task).toMatchObject({
      desiredStatus: "STOPPED",
      lastStatus: "RUNNING",
      stopCode: "UserInitiated",
      stoppedReason: "Task stopped by user",
      stoppingAt: momentAt(1_000),
      version: 4,
    });
    await world.sim.clock.advance("5s");
    expect(await world.statusOf(taskArn)).toBe("DEPROVISIONING/STOPPED");
    await world.sim.clock.advance("5s");
    expect(await world.statusOf(taskArn)).toBe("STOPPED/STOPPED");
  });

  test("B12 of a stopped task changes nothing", async () => {
    world.sim.ecs.onTask("job", { exitCode: 0 });
    const taskArn = await world.run();
    const before = await world.describe(taskArn);
    const { task } = await world.ecs.stopTask({ task: taskArn, reason: "too late" });
    expect(task).toEqual(before);
  });

  test("rejects unknown members", async () => {
    await expect(world.ecs.stopTask({ task: UNKNOWN })).rejects.toMatchObject(
      refused("InvalidParameterException", "The referenced task was not found."),
    );
    await expect(world.ecs.stopTask({ task: "abc" })).rejects.toMatchObject(
      refused("InvalidParameterException", "taskId length should be one of [32,36]"),
    );
    await expect(world.ecs.stopTask({ cluster: "x", task: UNKNOWN })).rejects.toMatchObject(
      refused("ClusterNotFoundException", "Cluster not found."),
    );
  });
});

describe("ListTasks", () => {
  test("B13 filters", async () => {
    await world.ecs.registerTaskDefinition({ ...JOB, family: "other" });
    await world.ecs.createCluster({ clusterName: "second" });
    const running = await world.run({ startedBy: "me" });
    const other = await world.run({ taskDefinition: "other" });
    const elsewhere = await world.run({ cluster: "second" });
    world.sim.ecs.onTask("job", { exitCode: 0 });
    const stopped = await world.run();

    const list = async (input: Parameters<typeof world.ecs.listTasks>[0]) =>
      (await world.ecs.listTasks(input)).taskArns;
    expect(await list({})).toEqual([running, other]);
    expect(await list({ cluster: "second" })).toEqual([elsewhere]);
    expect(await list({ family: "other" })).toEqual([other]);
    expect(await list({ startedBy: "me" })).toEqual([running]);
    expect(await list({ launchType: "FARGATE" })).toEqual([running, other]);
    expect(await list({ launchType: "EC2" })).toEqual([]);
    expect(await list({ containerInstance: UNKNOWN })).toEqual([]);
    expect(await list({ desiredStatus: "STOPPED" })).toEqual([stopped]);
    expect(await list({ desiredStatus: "PENDING" })).toEqual([]);
  });

  test("B13 by service", async () => {
    const network = RUN_JOB.networkConfiguration;
    await world.ecs.createService({
      serviceName: "web",
      taskDefinition: "job",
      desiredCount: 1,
      launchType: "FARGATE",
      networkConfiguration: network,
    });
    const alone = await world.run();
    const { taskArns = [] } = await world.ecs.listTasks({ serviceName: "web" });
    expect(taskArns).toHaveLength(1);
    expect(taskArns).not.toContain(alone);
    await expect(world.ecs.listTasks({ serviceName: "x" })).rejects.toMatchObject(
      refused("ServiceNotFoundException", "Service not found."),
    );
  });

  test("B13 pages in the order of creation", async () => {
    const arns: (string | undefined)[] = [];
    for (let batch = 0; batch < 3; batch++) {
      const { tasks = [] } = await world.ecs.runTask({ ...RUN_JOB, count: 9 });
      arns.push(...tasks.map(({ taskArn }) => taskArn));
    }
    const pages: (string[] | undefined)[] = [];
    for await (const { taskArns } of paginateListTasks({ client: world.ecs, pageSize: 10 }, {}))
      pages.push(taskArns);
    expect(pages.map((page) => page?.length)).toEqual([10, 10, 7]);
    expect(pages.flat()).toEqual(arns);
  });

  test("B13 rejects", async () => {
    await expect(world.ecs.listTasks({ startedBy: "a", family: "b" })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    await expect(world.ecs.listTasks({ nextToken: "x" })).rejects.toMatchObject(
      refused("InvalidParameterException", "Invalid token"),
    );
    await expect(world.ecs.listTasks({ maxResults: 101 })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    await expect(world.ecs.listTasks({ cluster: "x" })).rejects.toMatchObject(
      refused("ClusterNotFoundException", "Cluster not found."),
    );
  });
});

describe("tags of tasks", () => {
  test("B24 are merged by key, and rejected once the task has stopped", async () => {
    const taskArn = await world.run({
      tags: [
        { key: "a", value: "1" },
        { key: "b", value: "2" },
      ],
    });
    await world.ecs.tagResource({
      resourceArn: taskArn,
      tags: [
        { key: "b", value: "3" },
        { key: "c", value: "4" },
      ],
    });
    await world.ecs.untagResource({ resourceArn: taskArn, tagKeys: ["a"] });
    const { tags } = await world.ecs.listTagsForResource({ resourceArn: taskArn });
    expect(tags).toEqual([
      { key: "b", value: "3" },
      { key: "c", value: "4" },
    ]);
    expect((await world.describe(taskArn)).tags).toEqual(tags);
    await world.ecs.stopTask({ task: taskArn });
    await expect(
      world.ecs.tagResource({ resourceArn: taskArn, tags: [{ key: "x", value: "" }] }),
    ).rejects.toMatchObject(
      refused(
        "InvalidParameterException",
        "The specified task is stopped. Specify a running task and try again.",
      ),
    );
  });
});

describe("ExecuteCommand", () => {
  const command = { command: "sh", interactive: true };

  test("B26 answers with a session", async () => {
    const taskArn = await world.run({ enableExecuteCommand: true, overrides: { taskRoleArn: ROLE } });
    const { $metadata: _, ...answer } = await world.ecs.executeCommand({ ...command, task: taskArn });
    const sessionId = answer.session?.sessionId ?? "";
    expect(sessionId).toMatch(/^ecs-execute-command-[0-9a-z]{17}$/);
    expect(answer).toEqual({
      clusterArn: "arn:aws:ecs:us-east-1:123456789012:cluster/default",
      containerArn: (await world.describe(taskArn)).containers?.[0]?.containerArn,
      containerName: "app",
      interactive: true,
      session: {
        sessionId,
        streamUrl: `${world.sim.url.replace("http", "ws")}/_sim/ecs-agent/v1/data-channel/${sessionId}?role=publish_subscribe`,
        tokenValue: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      taskArn,
    });
  });

  test("has an agent in every container of the task", async () => {
    world.sim.delays.set({ ecs: { pending: "1s" } });
    const taskArn = await world.run({ enableExecuteCommand: true, overrides: { taskRoleArn: ROLE } });
    const agents = async () => (await world.describe(taskArn)).containers?.[0]?.managedAgents;
    const name = "ExecuteCommandAgent";
    expect(await agents()).toEqual([{ name, lastStatus: "PENDING" }]);
    await world.sim.clock.advance("1s");
    expect(await agents()).toEqual([{ name, lastStatus: "RUNNING", lastStartedAt: momentAt(1_000) }]);
    await world.ecs.stopTask({ task: taskArn });
    expect(await agents()).toEqual([{ name, lastStatus: "STOPPED", lastStartedAt: momentAt(1_000) }]);
  });

  test("is rejected where it was not enabled, or the task does not run", async () => {
    const disabled = refused(
      "InvalidParameterException",
      "The execute command failed because execute command was not enabled when the task was run or the execute command agent isn’t running. Wait and try again or run a new task with execute command enabled and try again.",
    );
    await expect(world.ecs.executeCommand({ ...command, task: await world.run() })).rejects.toMatchObject(
      disabled,
    );
    const stopped = await world.run({ enableExecuteCommand: true, overrides: { taskRoleArn: ROLE } });
    await world.ecs.stopTask({ task: stopped });
    await expect(world.ecs.executeCommand({ ...command, task: stopped })).rejects.toMatchObject(disabled);
    await expect(world.ecs.executeCommand({ ...command, task: UNKNOWN })).rejects.toMatchObject(
      refused("InvalidParameterException", "The referenced task was not found."),
    );
  });
});
