import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SQS } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { succeed } from "../support/run.js";
import { describeWith, GO_PATH, goSdk } from "../support/tools.js";

const PROGRAMS = fileURLToPath(new URL("programs", import.meta.url));
const SERVICES = [
  ...["cloudmap", "ec2", "ecr", "ecs", "efs", "eventbridge", "iam", "lambda", "logs"],
  ...["s3", "sns", "sqs", "stepfunctions", "sts"],
];

describeWith(goSdk, "AWS SDK for Go v2", async () => {
  const sim = await createAwsSim({ region: "eu-west-1", delays: 0 });
  const work = await mkdtemp(join(tmpdir(), "aws-sim-go-"));
  afterAll(() => Promise.all([sim.close(), rm(work, { recursive: true, force: true })]));

  // Debian's packages are for Go's older way of finding sources, which needs no module files.
  beforeAll(async () => {
    const { symlink, mkdir } = await import("node:fs/promises");
    await mkdir(join(work, "src"));
    for (const name of ["simulator", ...SERVICES])
      await symlink(join(PROGRAMS, name), join(work, "src", name));
    const env = { GO111MODULE: "off", GOPATH: `${work}:${GO_PATH}`, GOFLAGS: "-p=2", CGO_ENABLED: "0" };
    for (const name of SERVICES) {
      await succeed("go", ["build", "-o", join(work, "bin", name), name], { env, cwd: work });
    }
  }, 900_000);

  async function program(name: string): Promise<unknown> {
    return JSON.parse(await succeed(join(work, "bin", name), [], { env: sim.env() }));
  }

  test("ECS", async () => {
    sim.ecs.onTask("a", { exitCode: 7 });
    const arn = (name: string) => `arn:aws:ecs:eu-west-1:123456789012:task-definition/${name}:1`;
    expect(await program("ecs")).toEqual({
      exitCode: 7,
      pages: [[arn("a"), arn("b")], [arn("c")]],
      notFound: true,
    });
  });

  test("ECR", async () => {
    expect(await program("ecr")).toEqual({
      pages: [["app-a", "app-b"], ["app-c"]],
      exists: true,
      token: true,
    });
  });

  test("CloudWatch Logs", async () => {
    const messages = Array.from({ length: 10 }, (_, i) => `line ${i}`);
    expect(await program("logs")).toEqual({ messages, notFound: true });
  });

  test("EFS", async () => {
    expect(await program("efs")).toEqual({ inUse: true, state: "creating" });
  });

  test("Cloud Map", async () => {
    expect(await program("cloudmap")).toEqual({ AWS_INSTANCE_IPV4: "10.0.0.7" });
  });

  test("Lambda", async () => {
    sim.lambda.on("greet", ({ name }) => {
      if (name === "nobody") throw new Error("no such person");
      return `hello ${name}`;
    });
    expect(await program("lambda")).toEqual({ answer: '"hello world"', error: "Unhandled" });
  });

  test("S3", async () => {
    const keys = Array.from({ length: 5 }, (_, i) => `in/${i} & é.txt`);
    expect(await program("s3")).toEqual({ keys, slice: "0123", noSuchKey: true });
  });

  test("IAM", async () => {
    expect(await program("iam")).toEqual({
      arn: "arn:aws:iam::123456789012:policy/read",
      document: true,
      inUse: true,
      gone: true,
      pages: [["ann", "bob"], ["cid"]],
    });
  });

  test("EC2", async () => {
    expect(await program("ec2")).toEqual({
      found: 3,
      rule: "tcp 443-443 0.0.0.0/0",
      refusal: "DependencyViolation",
    });
  });

  test("Step Functions", async () => {
    expect(await program("stepfunctions")).toEqual({
      output: '{"sum":42}',
      events: [
        "ExecutionStarted",
        "PassStateEntered",
        "PassStateExited",
        "SucceedStateEntered",
        "SucceedStateExited",
        "ExecutionSucceeded",
      ],
      missing: true,
    });
  });

  test("SQS, in the query protocol", async () => {
    expect(await program("sqs")).toEqual({ body: "one & <two>", kind: "order", missing: true });
    expect(sim.sqs.messages("orders")).toEqual([]);
  });

  test("SNS", async () => {
    await new SQS(sim.clientConfig()).createQueue({ QueueName: "placed" });
    expect(await program("sns")).toEqual({ protocol: "sqs", missing: true });
    await sim.clock.advance("1s");
    expect(sim.sqs.messages("placed").map(({ body }) => body)).toEqual(["a large order"]);
  });

  test("EventBridge", async () => {
    await new SQS(sim.clientConfig()).createQueue({ QueueName: "shipped" });
    expect(await program("eventbridge")).toEqual({ failed: 1, code: "MalformedDetail", missing: true });
    await sim.clock.advance("1s");
    expect(sim.sqs.messages("shipped").map(({ body }) => body)).toEqual(['{"id":7}']);
  });

  test("STS", async () => {
    expect(await program("sts")).toEqual({
      account: "123456789012",
      arn: "arn:aws:iam::123456789012:user/aws-sim",
    });
  });
});
