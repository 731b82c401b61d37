import { fileURLToPath } from "node:url";
import { IAM } from "@aws-sdk/client-iam";
import { afterAll, afterEach, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { AWS, ISSUER, samlXml } from "../../services/sts/saml-response.js";
import { succeed } from "../support/run.js";
import { boto3, describeWith } from "../support/tools.js";

describeWith(boto3, "boto3", async () => {
  const sim = await createAwsSim({ region: "eu-west-1", delays: 0 });
  afterEach(() => sim.reset());
  afterAll(() => sim.close());

  /** Runs a program of this folder: the JSON that it prints. */
  async function program(name: string, more: Readonly<Record<string, string>> = {}): Promise<unknown> {
    const file = fileURLToPath(new URL(`programs/${name}.py`, import.meta.url));
    const env = {
      ...sim.env(),
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      PYTHONDONTWRITEBYTECODE: "1",
      ...more,
    };
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

  test("Q05, Q06: EventBridge, Scheduler and Pipes", async () => {
    expect(await program("event_bridge")).toEqual({
      failed: 1,
      error: { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." },
      body: '{"id":7}',
      rules: ["orders"],
      missing: {
        Code: "ResourceNotFoundException",
        Message: "Rule none does not exist on EventBus default.",
      },
      conflict: { Code: "ConflictException", Message: "Schedule hourly already exists." },
      groups: ["default"],
      pipe: "CREATING",
      absent: { Code: "NotFoundException", Message: "Pipe none does not exist." },
    });
  });

  test("Q01: SQS in both of its protocols", async () => {
    expect(await program("sqs")).toEqual({
      query: "from json",
      bytes: "AP8=",
      json: "from query",
      refusal: "AWS.SimpleQueueService.NonExistentQueue",
      batch: ["a", "b"],
      left: ["1", "2"],
    });
  });

  test("Q03: SNS, in the envelope, raw and in a batch", async () => {
    const topic = "arn:aws:sns:eu-west-1:123456789012:orders";
    const printed = (await program("sns")) as { readonly subscription: string };
    expect(printed).toEqual({
      envelope: ["enveloped", "Hello"],
      unsubscribe: `Action=Unsubscribe&SubscriptionArn=${printed.subscription}`,
      subscription: expect.stringContaining(`${topic}:`),
      raw: "raw",
      bytes: [0, 255],
      batch: ["a"],
      refusal: "Topic does not exist",
      pending: "pending confirmation",
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
      selected: "b\n",
      refusals: {
        NoSuchKey: { Code: "NoSuchKey", Message: "The specified key does not exist.", Key: "none" },
        BucketAlreadyOwnedByYou: "data",
        head: "404",
        select: ["NoSuchKey", 404],
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

  test("Step Functions: executions, activities, paginators", async () => {
    expect(await program("step_functions")).toEqual({
      input: { id: 7 },
      ended: ["SUCCEEDED", { approved: true }],
      executions: [
        ["second", "ABORTED"],
        ["first", "SUCCEEDED"],
      ],
      events: [
        "ExecutionStarted",
        "TaskStateEntered",
        "ActivityScheduled",
        "ActivityStarted",
        "ActivitySucceeded",
        "TaskStateExited",
        "ExecutionSucceeded",
      ],
      refusal: "Execution Already Exists: ",
    });
  });

  test("STS: sessions", async () => {
    expect(await program("sts")).toBe("arn:aws:sts::210987654321:assumed-role/deploy/ci");
  });

  test("P01, P02: two accounts and three users, and the errors of every protocol", async () => {
    const policy = (...Action: readonly string[]) =>
      JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action, Resource: "*" } });
    const users = {
      reader: { accountId: sim.accountId, policy: policy("s3:GetObject", "s3:ListBucket") },
      writer: { accountId: sim.accountId, policy: policy("s3:*") },
      guest: { accountId: "210987654321", policy: policy("*") },
    };
    const keys: Record<string, object> = {};
    for (const [user, { accountId, policy: PolicyDocument }] of Object.entries(users)) {
      const iam = new IAM(sim.clientConfig({ accountId }));
      await iam.createUser({ UserName: user });
      await iam.putUserPolicy({ UserName: user, PolicyName: "p", PolicyDocument });
      keys[user] = sim.authorization.credentials({ user, accountId });
    }
    sim.s3.createBucket("docs");
    sim.s3.putObject("docs", "a", "text");
    sim.authorization.mode = "enforce";
    expect(await program("permissions", { USER_KEYS: JSON.stringify(keys) })).toEqual({
      "reader reads": "allowed",
      "reader writes": ["AccessDenied", 403],
      "writer writes": "allowed",
      "guest reads": ["AccessDenied", 403],
      json: ["AccessDeniedException", 400],
      "rest-json": ["AccessDeniedException", 403],
      query: ["AccessDenied", 403],
      ec2: ["UnauthorizedOperation", 403],
      sqs: ["AccessDenied", 403],
      "guest reads by the policy": "allowed",
    });
  });

  test("P01, P03: roles, sessions and resources of two accounts", async () => {
    const other = "210987654321";
    const iam = new IAM(sim.clientConfig());
    const guests = new IAM(sim.clientConfig({ accountId: other }));
    const everything = { Effect: "Allow", Action: "*", Resource: "*" };
    const all = JSON.stringify({ Version: "2012-10-17", Statement: everything });
    for (const UserName of ["admin", "dev"]) await iam.createUser({ UserName });
    for (const UserName of ["guestAdmin", "guest"]) await guests.createUser({ UserName });
    await iam.putUserPolicy({ UserName: "admin", PolicyName: "all", PolicyDocument: all });
    await guests.putUserPolicy({ UserName: "guestAdmin", PolicyName: "all", PolicyDocument: all });
    sim.s3.createBucket("shared");
    sim.s3.putObject("shared", "a", "text");
    sim.authorization.mode = "enforce";
    const keys = {
      admin: sim.authorization.credentials({ user: "admin" }),
      dev: sim.authorization.credentials({ user: "dev" }),
      guestAdmin: sim.authorization.credentials({ user: "guestAdmin", accountId: other }),
      guest: sim.authorization.credentials({ user: "guest", accountId: other }),
    };
    const now = sim.clock.now();
    const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
    const environment = {
      USER_KEYS: JSON.stringify(keys),
      SAML_METADATA: `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${ISSUER}">${" ".repeat(1000)}</EntityDescriptor>`,
      SAML_RESPONSE: samlXml({
        issuedAt: at(-1),
        expiresAt: at(60),
        attributes: {
          [`${AWS}Role`]: [
            "arn:aws:iam::123456789012:role/analyst,arn:aws:iam::123456789012:saml-provider/idp",
          ],
        },
      }),
    };
    const notAssumed = (user: string) => [
      "AccessDenied",
      `User: ${user} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${other}:role/target`,
    ];
    const deploy = "arn:aws:sts::123456789012:assumed-role/deploy/ci";
    expect(await program("accounts", environment)).toEqual({
      chained: `arn:aws:sts::${other}:assumed-role/target/chained`,
      "another external id": notAssumed(deploy),
      "without the tag": notAssumed(deploy),
      "the user itself": notAssumed("arn:aws:iam::123456789012:user/dev"),
      "read across accounts": ["AccessDenied", "Access Denied"],
      "narrow reads": "allowed",
      "narrow writes": ["AccessDenied", "no session policy allows the s3:PutObject action"],
      "read by the bucket's policy": "allowed",
      "narrow writes by the bucket's policy": [
        "AccessDenied",
        "no session policy allows the s3:PutObject action",
      ],
      publish: ["AuthorizationError", "no resource-based policy allows the SNS:Publish action"],
      send: ["AccessDenied", "no resource-based policy allows the sqs:sendmessage action"],
      "publish by the topic's policy": "allowed",
      "send by the queue's policy": "allowed",
      "the guest, who has no permission": [
        "AuthorizationError",
        "no identity-based policy allows the SNS:Publish action",
      ],
      "bounded reads": "allowed",
      "bounded writes": ["AccessDenied", "no permissions boundary allows the s3:PutObject action"],
      saml: ["ann", "arn:aws:sts::123456789012:assumed-role/analyst/ann@example.com"],
    });
  });
});
