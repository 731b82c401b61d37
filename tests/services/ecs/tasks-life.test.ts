import { ECS } from "@aws-sdk/client-ecs";
import { describe, expect, test } from "vitest";
import { JOB, momentAt, RUN_JOB, START, taskWorld } from "./task-world.js";

const world = taskWorld();

const ID = /^[0-9a-f]{32}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** What ECS gave random names to, once their form was checked. */
function namesOf(task: Awaited<ReturnType<typeof world.describe>>) {
  const taskArn = task.taskArn ?? "";
  const taskId = taskArn.split("/").at(-1) ?? "";
  expect(taskArn).toBe(`arn:aws:ecs:us-east-1:123456789012:task/default/${taskId}`);
  expect(taskId).toMatch(ID);
  const attachmentId = task.attachments?.[0]?.id ?? "";
  expect(attachmentId).toMatch(UUID);
  const containerArn = task.containers?.[0]?.containerArn ?? "";
  expect(containerArn.replace(/[^/]*$/, "")).toBe(
    `arn:aws:ecs:us-east-1:123456789012:container/default/${taskId}/`,
  );
  expect(containerArn.split("/").at(-1)).toMatch(UUID);
  return { taskArn, taskId, attachmentId, containerArn };
}

function detail(task: Awaited<ReturnType<typeof world.describe>>, name: string): string {
  return task.attachments?.[0]?.details?.find((one) => one.name === name)?.value ?? "";
}

describe("the whole task", () => {
  test("B08 B09 B10 PROVISIONING: the network interface is only planned", async () => {
    const { tasks = [], failures } = await world.ecs.runTask(RUN_JOB);
    const [task] = tasks;
    if (!task) throw new Error("There is no task.");
    const { taskArn, attachmentId, containerArn } = namesOf(task);
    expect(failures).toEqual([]);
    expect(tasks).toEqual([
      {
        attachments: [
          {
            id: attachmentId,
            type: "ElasticNetworkInterface",
            status: "PRECREATED",
            details: [{ name: "subnetId", value: "subnet-0a" }],
          },
        ],
        attributes: [{ name: "ecs.cpu-architecture", value: "x86_64" }],
        availabilityZone: expect.stringMatching(/^us-east-1[a-f]$/),
        clusterArn: "arn:aws:ecs:us-east-1:123456789012:cluster/default",
        containers: [
          {
            containerArn,
            taskArn,
            name: "app",
            image: "repo:1",
            lastStatus: "PENDING",
            networkInterfaces: [],
            cpu: "0",
          },
        ],
        cpu: "256",
        createdAt: START,
        desiredStatus: "RUNNING",
        enableExecuteCommand: false,
        group: "family:job",
        healthStatus: "UNKNOWN",
        lastStatus: "PROVISIONING",
        launchType: "FARGATE",
        memory: "512",
        overrides: { containerOverrides: [{ name: "app" }], inferenceAcceleratorOverrides: [] },
        platformVersion: "1.4.0",
        platformFamily: "Linux",
        ephemeralStorage: { sizeInGiB: 20 },
        fargateEphemeralStorage: { sizeInGiB: 20 },
        tags: [],
        taskArn,
        taskDefinitionArn: "arn:aws:ecs:us-east-1:123456789012:task-definition/job:1",
        version: 1,
      },
    ]);
    expect(await world.describe(taskArn)).toEqual(task);
  });

  test("B08 B09 PENDING: the interface has an address, the image is being pulled", async () => {
    const taskArn = await world.run();
    const before = await world.describe(taskArn);
    await world.sim.clock.advance("2s");
    const task = await world.describe(taskArn);
    const { attachmentId } = namesOf(task);
    const address = detail(task, "privateIPv4Address");
    expect(address).toMatch(/^10\.0\.\d{1,3}\.\d{1,3}$/);
    expect(detail(task, "networkInterfaceId")).toMatch(/^eni-[0-9a-f]{17}$/);
    expect(detail(task, "macAddress")).toMatch(/^0e(:[0-9a-f]{2}){5}$/);
    expect(task).toEqual({
      ...before,
      version: 2,
      lastStatus: "PENDING",
      connectivity: "CONNECTED",
      connectivityAt: momentAt(2_000),
      pullStartedAt: momentAt(2_000),
      attachments: [
        {
          id: attachmentId,
          type: "ElasticNetworkInterface",
          status: "ATTACHING",
          details: [
            { name: "subnetId", value: "subnet-0a" },
            { name: "networkInterfaceId", value: detail(task, "networkInterfaceId") },
            { name: "macAddress", value: detail(task, "macAddress") },
            { name: "privateDnsName", value: `ip-${address.replaceAll(".", "-")}.ec2.internal` },
            { name: "privateIPv4Address", value: address },
          ],
        },
      ],
      containers: [
        { ...before.containers?.[0], networkInterfaces: [{ attachmentId, privateIpv4Address: address }] },
      ],
    });
  });

  test("B08 B09 B11 RUNNING: the interface is attached, the container has no exit code", async () => {
    const taskArn = await world.run();
    await world.sim.clock.advance("2s");
    const before = await world.describe(taskArn);
    await world.sim.clock.advance("2s");
    const task = await world.describe(taskArn);
    const { taskId } = namesOf(task);
    expect(task).toEqual({
      ...before,
      version: 3,
      lastStatus: "RUNNING",
      startedAt: momentAt(4_000),
      pullStoppedAt: momentAt(4_000),
      attachments: [{ ...before.attachments?.[0], status: "ATTACHED" }],
      containers: [
        {
          ...before.containers?.[0],
          lastStatus: "RUNNING",
          healthStatus: "UNKNOWN",
          networkBindings: [],
          runtimeId: expect.stringMatching(new RegExp(`^${taskId}-\\d{10}$`)),
          imageDigest: "sha256:75dc1a71ad642a07b6729829dcce00396e185384a0029665f813eae65e580fd5",
        },
      ],
    });
  });

  test("B10 B12 STOPPED: what happened stays readable", async () => {
    world.sim.ecs.onTask("job", { duration: "10s" });
    const taskArn = await world.run();
    await world.sim.clock.advance("4s");
    const before = await world.describe(taskArn);
    await world.sim.clock.advance("14s");
    expect(await world.describe(taskArn)).toEqual({
      ...before,
      version: 6,
      desiredStatus: "STOPPED",
      lastStatus: "STOPPED",
      stopCode: "EssentialContainerExited",
      stoppedReason: "Essential container in task exited",
      stoppingAt: momentAt(14_000),
      executionStoppedAt: momentAt(16_000),
      stoppedAt: momentAt(18_000),
      attachments: [{ ...before.attachments?.[0], status: "DELETED" }],
      containers: [{ ...before.containers?.[0], lastStatus: "STOPPED", exitCode: 0 }],
    });
  });
});

describe("transitions happen at their moment and not before", () => {
  test("B08 B12 one after the other", async () => {
    world.sim.ecs.onTask("job", { duration: "1s" });
    const taskArn = await world.run();
    const seen: string[] = [];
    const steps: [wait: number, status: string][] = [
      [2_000, "PENDING/RUNNING"],
      [2_000, "RUNNING/RUNNING"],
      [1_000, "RUNNING/STOPPED"],
      [2_000, "DEPROVISIONING/STOPPED"],
      [2_000, "STOPPED/STOPPED"],
    ];
    let status = "PROVISIONING/RUNNING";
    for (const [wait, next] of steps) {
      await world.sim.clock.advance(wait - 1);
      expect(await world.statusOf(taskArn)).toBe(status);
      await world.sim.clock.advance(1);
      status = await world.statusOf(taskArn);
      seen.push(status);
      expect(status).toBe(next);
    }
    expect(seen).toHaveLength(5);
  });

  test("a stopped task is shown for exactly an hour", async () => {
    world.sim.delays.set({ ecs: 0 });
    world.sim.ecs.onTask("job", { exitCode: 0 });
    const taskArn = await world.run();
    await world.sim.clock.advance(3_600_000 - 1);
    expect(await world.statusOf(taskArn)).toBe("STOPPED/STOPPED");
    await world.sim.clock.advance(1);
    const { tasks, failures } = await world.ecs.describeTasks({ tasks: [taskArn] });
    expect(tasks).toEqual([]);
    expect(failures).toEqual([{ arn: taskArn, reason: "MISSING" }]);
    expect(world.sim.ecs.runs("job")).toHaveLength(1);
  });
});

describe("delays", () => {
  test("B23 with none, the reply shows the beginning and the next request the end", async () => {
    world.sim.delays.set(0);
    world.sim.ecs.onTask("job", { exitCode: 3 });
    const { tasks = [] } = await world.ecs.runTask(RUN_JOB);
    expect(tasks[0]?.lastStatus).toBe("PROVISIONING");
    expect(await world.statusOf(tasks[0]?.taskArn ?? "")).toBe("STOPPED/STOPPED");
    expect(await world.exitCodes(tasks[0]?.taskArn ?? "")).toEqual({ app: 3 });
  });

  test("never, until released by hand", async () => {
    world.sim.delays.set({ ecs: { provisioning: 0, pending: "never" } });
    const [one, other] = [await world.run(), await world.run()];
    await world.sim.clock.advance("1h");
    expect(await world.statusOf(one)).toBe("PENDING/RUNNING");
    const taskId = one.split("/").at(-1);
    expect(world.sim.transitions.release("ecs", "pending", taskId)).toBe(1);
    await world.sim.clock.advance(0);
    expect(await world.statusOf(one)).toBe("RUNNING/RUNNING");
    expect(await world.statusOf(other)).toBe("PENDING/RUNNING");
    expect(world.sim.transitions.release("ecs", "pending")).toBe(1);
    await world.sim.clock.advance(0);
    expect(await world.statusOf(other)).toBe("RUNNING/RUNNING");
  });

  test("a number of describe calls", async () => {
    world.sim.delays.set({ ecs: { provisioning: { describes: 2 }, pending: { describes: 1 } } });
    const taskArn = await world.run();
    const seen: string[] = [];
    for (let call = 0; call < 4; call++) seen.push(await world.statusOf(taskArn));
    expect(seen).toEqual([
      "PROVISIONING/RUNNING",
      "PROVISIONING/RUNNING",
      "PENDING/RUNNING",
      "RUNNING/RUNNING",
    ]);
  });

  test("a task that is stopped in the middle of a wait takes no further step towards running", async () => {
    const taskArn = await world.run();
    await world.sim.clock.advance("1s");
    await world.ecs.stopTask({ task: taskArn });
    await world.sim.clock.advance("1s");
    expect(await world.statusOf(taskArn)).toBe("PROVISIONING/STOPPED");
    await world.sim.clock.advance("3s");
    const task = await world.describe(taskArn);
    expect(task.lastStatus).toBe("STOPPED");
    expect(task.startedAt).toBeUndefined();
    expect(await world.exitCodes(taskArn)).toEqual({ app: undefined });
  });
});

describe("network interfaces", () => {
  test("B09 every task has an address of its own, given back at its end", async () => {
    const addresses = async (arns: string[]) => {
      const { tasks = [] } = await world.ecs.describeTasks({ tasks: arns });
      return tasks.map((task) => detail(task, "privateIPv4Address"));
    };
    const { tasks = [] } = await world.ecs.runTask({ ...RUN_JOB, count: 10 });
    await world.sim.clock.advance("2s");
    expect(new Set(await addresses(tasks.map(({ taskArn = "" }) => taskArn))).size).toBe(10);
  });

  test("B09 a region other than us-east-1 has its name in the DNS names", async () => {
    const ecs = new ECS(world.sim.clientConfig({ region: "eu-west-1", direct: true }));
    await ecs.createCluster({});
    await ecs.registerTaskDefinition(JOB);
    const { tasks = [] } = await ecs.runTask(RUN_JOB);
    await world.sim.clock.advance("2s");
    const described = await ecs.describeTasks({ tasks: [tasks[0]?.taskArn ?? ""] });
    const task = described.tasks?.[0] ?? {};
    const address = detail(task, "privateIPv4Address").replaceAll(".", "-");
    expect(detail(task, "privateDnsName")).toBe(`ip-${address}.eu-west-1.compute.internal`);
  });

  test("a task with several subnets is in one of them", async () => {
    const subnets = ["subnet-0a", "subnet-0b", "subnet-0c"];
    const taskArn = await world.run({ networkConfiguration: { awsvpcConfiguration: { subnets } } });
    expect(subnets).toContain(detail(await world.describe(taskArn), "subnetId"));
  });
});

describe("a small eniSubnet", () => {
  const small = taskWorld({ eniSubnet: "10.1.2.0/28" });

  test("B09 gives out its addresses but EC2's five, then fails to start tasks, and takes addresses back", async () => {
    const { tasks = [] } = await small.ecs.runTask({ ...RUN_JOB, count: 10 });
    const rest = await small.ecs.runTask({ ...RUN_JOB, count: 2 });
    await small.sim.clock.advance("4s");
    const arns = [...tasks, ...(rest.tasks ?? [])].map(({ taskArn = "" }) => taskArn);
    const { tasks: all = [] } = await small.ecs.describeTasks({ tasks: arns });
    const addresses = all.flatMap(
      ({ containers }) => containers?.[0]?.networkInterfaces?.[0]?.privateIpv4Address ?? [],
    );
    const usable = Array.from({ length: 11 }, (_, index) => `10.1.2.${index + 4}`);
    expect(addresses.toSorted()).toEqual(usable.toSorted());
    const unlucky = all.filter(({ desiredStatus }) => desiredStatus === "STOPPED");
    expect(unlucky.map(({ stopCode, stoppedReason }) => ({ stopCode, stoppedReason }))).toEqual([
      {
        stopCode: "TaskFailedToStart",
        stoppedReason:
          "Unexpected EC2 error while attempting to Create Network Interface in subnet 'subnet-0a': InsufficientFreeAddressesInSubnet",
      },
    ]);
    await small.ecs.stopTask({ task: arns[0] ?? "" });
    await small.sim.clock.advance("4s");
    const again = await small.run();
    await small.sim.clock.advance("4s");
    expect((await small.describe(again)).containers?.[0]?.networkInterfaces?.[0]?.privateIpv4Address).toBe(
      addresses[0],
    );
  });
});
