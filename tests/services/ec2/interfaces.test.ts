import { ECS, type RunTaskCommandInput } from "@aws-sdk/client-ecs";
import { EFS } from "@aws-sdk/client-efs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../../../lib/index.js";
import { failure } from "../../support/failure.js";
import { ACCOUNT, ec2World } from "./ec2-world.js";

const world = ec2World({ delays: 0 });

function clientsOf(sim: AwsSim) {
  const config = { ...sim.clientConfig(), maxAttempts: 1 };
  return { ecs: new ECS(config), efs: new EFS(config) };
}

async function registerTask(ecs: ECS): Promise<void> {
  await ecs.createCluster({});
  await ecs.registerTaskDefinition({
    family: "web",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    cpu: "256",
    memory: "512",
    containerDefinitions: [{ name: "app", image: "nginx" }],
  });
}

function taskIn(
  subnet: string,
  securityGroups?: string[],
): RunTaskCommandInput & { launchType: "FARGATE"; taskDefinition: string } {
  return {
    taskDefinition: "web",
    launchType: "FARGATE",
    networkConfiguration: {
      awsvpcConfiguration: { subnets: [subnet], securityGroups, assignPublicIp: "ENABLED" },
    },
  };
}

test("B09: the interface of a task in a subnet of EC2 has an address of its block, and EC2 shows it", async () => {
  const { ecs } = clientsOf(world.sim);
  await registerTask(ecs);
  const VpcId = await world.vpc();
  const subnet = await world.subnet(VpcId, "10.1.7.0/28", "us-east-1c");
  const GroupId = await world.group(VpcId);
  const { tasks = [] } = await ecs.runTask(taskIn(subnet, [GroupId]));
  const [task] = (await ecs.describeTasks({ tasks: [tasks[0]?.taskArn ?? ""] })).tasks ?? [];
  expect(task).toMatchObject({ lastStatus: "RUNNING", availabilityZone: "us-east-1c" });
  const address = task?.containers?.[0]?.networkInterfaces?.[0]?.privateIpv4Address ?? "";
  expect(address).toMatch(/^10\.1\.7\.([4-9]|1[0-4])$/);
  const [attachment] = task?.attachments ?? [];
  const id = attachment?.details?.find(({ name }) => name === "networkInterfaceId")?.value ?? "";
  const { NetworkInterfaces = [] } = await world.ec2.describeNetworkInterfaces({ NetworkInterfaceIds: [id] });
  expect(NetworkInterfaces).toMatchObject([
    {
      NetworkInterfaceId: id,
      Status: "in-use",
      SubnetId: subnet,
      VpcId,
      AvailabilityZone: "us-east-1c",
      PrivateIpAddress: address,
      Groups: [{ GroupId, GroupName: "web" }],
      Description: `arn:aws:ecs:us-east-1:${ACCOUNT}:attachment/${attachment?.id}`,
      RequesterManaged: true,
      Association: { PublicIp: expect.stringMatching(/^198\.51\.100\.\d+$/) },
    },
  ]);
  const shown = () => world.sim.ec2.subnets().find(({ SubnetId }) => SubnetId === subnet);
  expect(shown()?.AvailableIpAddressCount).toBe(10);
  expect(await failure(world.ec2.deleteSubnet({ SubnetId: subnet }))).toMatchObject({
    code: "DependencyViolation",
    message: `The subnet '${subnet}' has dependencies and cannot be deleted.`,
  });
  expect((await failure(world.ec2.deleteSecurityGroup({ GroupId }))).code).toBe("DependencyViolation");
  await ecs.stopTask({ task: task?.taskArn });
  expect(world.sim.ec2.networkInterfaces()).toEqual([]);
  expect(shown()?.AvailableIpAddressCount).toBe(11);
  await world.ec2.deleteSecurityGroup({ GroupId });
  await world.ec2.deleteSubnet({ SubnetId: subnet });
  ecs.destroy();
});

test("a task fails to start where the subnet of EC2 has no address left", async () => {
  const { ecs } = clientsOf(world.sim);
  await registerTask(ecs);
  const subnet = await world.subnet(await world.vpc(), "10.1.0.0/28");
  await ecs.runTask({ ...taskIn(subnet), count: 10 });
  const { tasks = [] } = await ecs.runTask({ ...taskIn(subnet), count: 2 });
  const described = await ecs.describeTasks({ tasks: tasks.map(({ taskArn = "" }) => taskArn) });
  expect(described.tasks?.map(({ lastStatus }) => lastStatus).sort()).toEqual(["RUNNING", "STOPPED"]);
  expect(new Set(world.sim.ec2.networkInterfaces().map((made) => made.PrivateIpAddress)).size).toBe(11);
  ecs.destroy();
});

test("E04: a mount target in a subnet of EC2 is in its zone and VPC, with an address of its block", async () => {
  const { efs } = clientsOf(world.sim);
  const { FileSystemId } = await efs.createFileSystem({ CreationToken: "a" });
  const VpcId = await world.vpc();
  const SubnetId = await world.subnet(VpcId, "10.1.8.0/24", "us-east-1b");
  const outside = efs.createMountTarget({ FileSystemId, SubnetId, IpAddress: "10.0.0.9" });
  expect((await failure(outside)).code).toBe("BadRequest");
  const created = await efs.createMountTarget({ FileSystemId, SubnetId });
  const { NetworkInterfaceId = "", MountTargetId } = created;
  expect(created).toMatchObject({
    VpcId,
    AvailabilityZoneName: "us-east-1b",
    IpAddress: expect.stringMatching(/^10\.1\.8\./),
  });
  const group = world.sim.ec2.securityGroups().find((candidate) => candidate.VpcId === VpcId);
  const { SecurityGroups } = await efs.describeMountTargetSecurityGroups({ MountTargetId });
  expect(SecurityGroups).toEqual([group?.GroupId]);
  const { NetworkInterfaces } = await world.ec2.describeNetworkInterfaces({
    Filters: [{ Name: "group-id", Values: [group?.GroupId ?? ""] }],
  });
  expect(NetworkInterfaces).toMatchObject([
    {
      NetworkInterfaceId,
      Description: `EFS mount target for ${FileSystemId} (${MountTargetId})`,
      PrivateIpAddress: created.IpAddress,
    },
  ]);
  await efs.deleteMountTarget({ MountTargetId });
  expect(
    (await failure(world.ec2.describeNetworkInterfaces({ NetworkInterfaceIds: [NetworkInterfaceId] }))).code,
  ).toBe("InvalidNetworkInterfaceID.NotFound");
  efs.destroy();
});

test("subnets that EC2 does not have are taken to exist in the default VPC", async () => {
  const { ecs } = clientsOf(world.sim);
  await registerTask(ecs);
  await ecs.runTask(taskIn("subnet-0a1b2c3d"));
  const { vpcId, securityGroupId } = world.sim.ec2.defaultNetwork();
  expect(world.sim.ec2.networkInterfaces()).toMatchObject([
    {
      SubnetId: "subnet-0a1b2c3d",
      VpcId: vpcId,
      PrivateIpAddress: expect.stringMatching(/^10\.0\./),
      Groups: [{ GroupId: securityGroupId, GroupName: "default" }],
    },
  ]);
  ecs.destroy();
});

describe("with strictNetwork", () => {
  let sim: AwsSim;
  beforeAll(async () => {
    sim = await createAwsSim({ strictNetwork: true, delays: 0 });
  });
  afterAll(() => sim.close());

  test("ECS and EFS reject what EC2 does not have, each with its own error", async () => {
    const { ecs, efs } = clientsOf(sim);
    await registerTask(ecs);
    const [subnet = ""] = sim.ec2.defaultNetwork().subnetIds;
    const unknown = {
      code: "InvalidParameterException",
      status: 400,
      message:
        "Error retrieving subnet information for [subnet-0a1b2c3d]: The subnet ID 'subnet-0a1b2c3d' does not exist (ErrorCode: InvalidSubnetID.NotFound)",
    };
    expect(await failure(ecs.runTask(taskIn("subnet-0a1b2c3d")))).toEqual(unknown);
    const service = { serviceName: "s", desiredCount: 1, ...taskIn("subnet-0a1b2c3d") };
    expect(await failure(ecs.createService(service))).toEqual(unknown);
    expect(await failure(ecs.runTask(taskIn(subnet, ["sg-0a1b2c3d"])))).toMatchObject({
      message:
        "Error retrieving security group information for [sg-0a1b2c3d]: The security group 'sg-0a1b2c3d' does not exist (ErrorCode: InvalidGroup.NotFound)",
    });
    expect((await ecs.runTask(taskIn(subnet))).tasks).toHaveLength(1);
    const { FileSystemId } = await efs.createFileSystem({ CreationToken: "a" });
    expect(await failure(efs.createMountTarget({ FileSystemId, SubnetId: "subnet-0a1b2c3d" }))).toEqual({
      code: "SubnetNotFound",
      status: 400,
      message: "The subnet ID 'subnet-0a1b2c3d' does not exist",
    });
    const SecurityGroups = ["sg-0a1b2c3d"];
    expect(
      (await failure(efs.createMountTarget({ FileSystemId, SubnetId: subnet, SecurityGroups }))).code,
    ).toBe("SecurityGroupNotFound");
    ecs.destroy();
    efs.destroy();
  });
});
