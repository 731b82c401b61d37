import { readFileSync } from "node:fs";
import { CreateFileSystemCommand, EFSClient } from "@aws-sdk/client-efs";
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { expect, test } from "vitest";
import { startApplication } from "../application.js";
import { DockerClient } from "../simulated/docker-client.js";
import { stage } from "../simulated/stage.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const [, policy = ""] = /```json\n([\s\S]*?)```/.exec(readme) ?? [];

test("J03, M06: the policy of the README allows everything that the backend does", async () => {
  await using here = await stage({
    prepare: async (sim) => {
      const efs = new EFSClient(sim.clientConfig());
      const { FileSystemId } = await efs.send(new CreateFileSystemCommand({ CreationToken: "volumes" }));
      return { efsFilesystemId: FileSystemId, subnets: sim.ec2.defaultNetwork().subnetIds.slice(0, 1) };
    },
  });
  const { sim, settings } = here;
  const iam = new IAMClient(sim.clientConfig());
  await createExecutionRole(iam);
  await iam.send(new CreateUserCommand({ UserName: "backend" }));
  await iam.send(
    new PutUserPolicyCommand({ UserName: "backend", PolicyName: "backend", PolicyDocument: policy }),
  );
  const { imageUri } = sim.ecr.pushImage("shop/web", "1.0");
  sim.ecs.onTask("sockerless-*", { duration: "forever", stdout: "hi" });
  sim.authorization.mode = "enforce";
  const listen = settings.listen.replace("docker.sock", "second.sock");
  const application = await startApplication(
    { ...settings, listen },
    {
      aws: sim.clientConfig({ user: "backend" }),
      clock: sim.clock,
      log: { info() {}, warn() {}, error() {} },
    },
  );
  const docker = new DockerClient(listen);
  const replies: unknown[] = [];
  for (const [method, path, body] of [
    ["POST", "/networks/create", { Name: "backend" }],
    ["POST", "/volumes/create", { Name: "data" }],
    [
      "POST",
      "/containers/create?name=web",
      { Image: imageUri, Cmd: ["x"], HostConfig: { NetworkMode: "backend", Binds: ["data:/data"] } },
    ],
    ["POST", "/containers/web/start", undefined],
    ["GET", "/containers/web/json", undefined],
    ["GET", "/containers/web/logs?stdout=1", undefined],
    ["POST", "/containers/web/stop", undefined],
    ["DELETE", "/containers/web", undefined],
    ["DELETE", "/volumes/data", undefined],
    ["DELETE", "/networks/backend", undefined],
  ] as const)
    replies.push(await docker.send(method, path, body));
  await application.close();
  const statuses = [201, 201, 201, 204, 200, 200, 204, 204, 204, 204];
  expect(replies).toMatchObject(statuses.map((status) => ({ status })));
  const decisions = sim.requests.filter({}).map(({ authorization }) => authorization?.decision);
  expect(decisions).toContain("allowed");
  expect(decisions).not.toContain("denied");
  expect(new Set(sim.requests.filter({}).map(({ service }) => service))).toEqual(
    new Set(["ecs", "logs", "efs", "cloudMap", "ecr", "ec2", "iam"]),
  );
});

/** The role of the README, with which ECS pulls images and writes logs. */
async function createExecutionRole(iam: IAMClient): Promise<void> {
  const RoleName = "execution";
  const trust = {
    Effect: "Allow",
    Principal: { Service: "ecs-tasks.amazonaws.com" },
    Action: "sts:AssumeRole",
  };
  const groups = { Effect: "Allow", Action: "logs:CreateLogGroup", Resource: "*" };
  const document = (Statement: object) => JSON.stringify({ Version: "2012-10-17", Statement });
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document(trust) }));
  const PolicyArn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  await iam.send(
    new PutRolePolicyCommand({ RoleName, PolicyName: "groups", PolicyDocument: document(groups) }),
  );
}
