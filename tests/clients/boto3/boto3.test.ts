import { fileURLToPath } from "node:url";
import { afterAll, afterEach, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { succeed } from "../support/run.js";
import { boto3, describeWith } from "../support/tools.js";

describeWith(boto3, "boto3", async () => {
  const sim = await createAwsSim({ region: "eu-west-1", delays: 0 });
  afterEach(() => sim.reset());
  afterAll(() => sim.close());

  /** Runs a program of this folder: the JSON that it prints. */
  async function program(name: string): Promise<unknown> {
    const file = fileURLToPath(new URL(`programs/${name}.py`, import.meta.url));
    const env = { ...sim.env(), AWS_CONFIG_FILE: "/dev/null", AWS_SHARED_CREDENTIALS_FILE: "/dev/null" };
    return JSON.parse(await succeed("python3", [file], { env }));
  }

  test("ECS: waiters, paginators, modelled exceptions", async () => {
    sim.ecs.onTask("a", { exitCode: 7 });
    expect(await program("ecs")).toEqual({
      launched: "PROVISIONING",
      exitCode: 7,
      running: 2,
      definitions: [["a:1", "b:1"], ["c:1"]],
      refusal: { Code: "ClusterNotFoundException", Message: "Cluster not found." },
    });
  });

  test("CloudWatch Logs: pages of events and groups", async () => {
    expect(await program("logs")).toEqual({
      messages: ["line 0 ERROR", "line 5 ERROR", "line 10 ERROR", "line 15 ERROR"],
      groups: ["/app"],
      refusal: "The specified log group already exists",
    });
  });

  test("ECR: layers, manifests, tags", async () => {
    expect(await program("ecr")).toEqual({
      uri: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web",
      tags: [["v1", "v2"]],
    });
  });

  test("EFS: pages, and the members of an error", async () => {
    expect(await program("efs")).toEqual({ known: true, sizes: [2, 1], left: [] });
  });

  test("Cloud Map: discovery", async () => {
    expect(await program("cloud_map")).toEqual({
      found: [["i-1", { AWS_INSTANCE_IPV4: "10.0.0.7" }]],
      services: ["web"],
    });
  });

  test("Lambda: waiters, invocation, versions", async () => {
    sim.lambda.on("greet", (event) => ({ got: event }));
    expect(await program("lambda_")).toEqual({
      answer: { got: { name: "world" } },
      versions: ["$LATEST", "1"],
      refusal: "ResourceNotFoundException",
    });
  });

  test("S3: resources, transfers in parts, paginators, waiters, presigned requests, modelled exceptions", async () => {
    const key = (number: number) => `in/${number} & é.txt`;
    expect(await program("s3")).toEqual({
      keys: [[key(0), key(1)], [key(2), key(3)], [key(4)]],
      read: ["text 3", { number: "3" }],
      same: true,
      sent: 20 * 1024 * 1024,
      first: "one",
      signed: { s3: "by url", s3v4: "by url" },
      posted: [204, "posted"],
      refusals: {
        NoSuchKey: { Code: "NoSuchKey", Message: "The specified key does not exist.", Key: "none" },
        BucketAlreadyOwnedByYou: "data",
        head: "404",
        select: ["NotImplemented", 501],
      },
      left: [],
    });
  });

  test("IAM: resources, paginators, waiters, modelled exceptions", async () => {
    expect(await program("iam")).toEqual({
      trust: true,
      session: 7200,
      attached: ["AWSLambdaBasicExecutionRole", "read"],
      inline: true,
      default: true,
      users: [["ann", "bob"], ["cid"]],
      group: ["ann"],
      caller: "arn:aws:iam::123456789012:user/ann",
      conflict: "DeleteConflict",
      missing: "The user with name nobody cannot be found.",
      left: [[], []],
    });
  });

  test("EC2: resources, paginators, waiters", async () => {
    expect(await program("ec2")).toEqual({
      name: [{ Key: "Name", Value: "apps" }],
      hostnames: { Value: true },
      blocks: ["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24"],
      routes: [
        ["10.0.0.0/16", false],
        ["0.0.0.0/0", true],
      ],
      ports: [[443, [{ CidrIp: "0.0.0.0/0" }]]],
      refusal: "DependencyViolation",
      left: [true],
    });
  });

  test("STS: sessions", async () => {
    expect(await program("sts")).toBe("arn:aws:sts::210987654321:assumed-role/deploy/ci");
  });
});
