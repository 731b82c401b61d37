import fc from "fast-check";

/** A step of a story that is executed on two simulators. Data, so that a failing story can be read. */
export type Step =
  | {
      readonly kind: "call";
      readonly service: "s3" | "sqs" | "logs" | "iam" | "ecs" | "sfn";
      readonly command: string;
      /** Strings with the prefix `$` are earlier results of the simulator, such as `$UploadId`. */
      readonly input: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: "advance"; readonly seconds: number }
  | { readonly kind: "reset" | "snapshot" | "restore" | "restart" };

type Call = Extract<Step, { kind: "call" }>;

const name = fc.constantFrom("alpha", "beta");
const key = fc.constantFrom("a", "a/b", "ü x");
/** Contents of which some are equal, and some are more than the database holds. */
const body = fc.constantFrom("", "one", "two", "one", "large ".repeat(15_000), "other ".repeat(15_000));

function calls(
  service: Call["service"],
  commands: Readonly<Record<string, Readonly<Record<string, fc.Arbitrary<unknown>>>>>,
): fc.Arbitrary<Call>[] {
  return Object.entries(commands).map(([command, members]) =>
    fc.record({
      kind: fc.constant("call" as const),
      service: fc.constant(service),
      command: fc.constant(command),
      input: fc.record(members),
    }),
  );
}

const Bucket = name;
const Key = key;
const UploadId = fc.constant("$UploadId");

const S3 = calls("s3", {
  CreateBucket: { Bucket },
  DeleteBucket: { Bucket },
  PutBucketVersioning: {
    Bucket,
    VersioningConfiguration: fc.record({ Status: fc.constantFrom("Enabled", "Suspended") }),
  },
  PutObject: { Bucket, Key, Body: body },
  CopyObject: {
    Bucket,
    Key,
    CopySource: fc.tuple(name, key).map(([from, what]) => `${from}/${encodeURIComponent(what)}`),
  },
  GetObject: { Bucket, Key },
  DeleteObject: { Bucket, Key },
  ListObjectsV2: { Bucket },
  ListObjectVersions: { Bucket },
  CreateMultipartUpload: { Bucket, Key },
  UploadPart: { Bucket, Key, UploadId, PartNumber: fc.constant(1), Body: body },
  ListParts: { Bucket, Key, UploadId },
  AbortMultipartUpload: { Bucket, Key, UploadId },
});

const QueueUrl = name.map((queue) => `$url/123456789012/${queue}`);
const ReceiptHandle = fc.constant("$ReceiptHandle");

const SQS = calls("sqs", {
  CreateQueue: { QueueName: name },
  DeleteQueue: { QueueUrl },
  SendMessage: { QueueUrl, MessageBody: name, DelaySeconds: fc.constantFrom(0, 5) },
  ReceiveMessage: { QueueUrl, VisibilityTimeout: fc.constantFrom(1, 30) },
  DeleteMessage: { QueueUrl, ReceiptHandle },
  GetQueueAttributes: { QueueUrl, AttributeNames: fc.constant(["All"]) },
});

const logGroupName = name;
const logStreamName = name;

const LOGS = calls("logs", {
  CreateLogGroup: { logGroupName },
  DeleteLogGroup: { logGroupName },
  CreateLogStream: { logGroupName, logStreamName },
  PutLogEvents: {
    logGroupName,
    logStreamName,
    logEvents: fc.constant([{ timestamp: Date.parse("2030-01-01T00:00:00Z"), message: "ready" }]),
  },
  GetLogEvents: { logGroupName, logStreamName },
  DescribeLogStreams: { logGroupName },
});

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ecs.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

const IAM = calls("iam", {
  CreateRole: { RoleName: name, AssumeRolePolicyDocument: fc.constant(TRUST) },
  DeleteRole: { RoleName: name },
  ListRoles: {},
  CreateUser: { UserName: name },
  CreateAccessKey: { UserName: name },
  ListAccessKeys: { UserName: name },
});

const cluster = name;

const ECS = calls("ecs", {
  CreateCluster: { clusterName: name },
  DeleteCluster: { cluster },
  DescribeClusters: { clusters: fc.constant(["alpha", "beta"]) },
  RegisterTaskDefinition: {
    family: name,
    containerDefinitions: fc.constant([{ name: "main", image: "busybox", memory: 128 }]),
  },
  RunTask: { cluster, taskDefinition: name },
  StopTask: { cluster, task: fc.constant("$taskArn") },
  ListTasks: { cluster, desiredStatus: fc.constantFrom("RUNNING", "STOPPED") },
  DescribeTasks: { cluster, tasks: fc.constant(["$taskArn"]) },
});

const DEFINITION = JSON.stringify({
  StartAt: "Wait",
  States: { Wait: { Type: "Wait", Seconds: 60, Next: "Done" }, Done: { Type: "Succeed" } },
});
const executionArn = fc.constant("$executionArn");

const SFN = calls("sfn", {
  CreateStateMachine: {
    name,
    definition: fc.constant(DEFINITION),
    roleArn: fc.constant("arn:aws:iam::123456789012:role/states"),
  },
  StartExecution: {
    stateMachineArn: name.map((machine) => `arn:aws:states:us-east-1:123456789012:stateMachine:${machine}`),
    input: fc.constant('{"a":1}'),
  },
  DescribeExecution: { executionArn },
  GetExecutionHistory: { executionArn },
  StopExecution: { executionArn },
});

const advance = fc.record({
  kind: fc.constant("advance" as const),
  seconds: fc.constantFrom(1, 10, 61, 86_400),
});

const turn = fc.record({
  kind: fc.constantFrom("snapshot" as const, "restore" as const, "restart" as const, "restart" as const),
});

const reset = fc.record({ kind: fc.constant("reset" as const) });

/** A story. Most of it happens in two services, so that steps meet the resources of earlier ones. */
export const story: fc.Arbitrary<readonly Step[]> = fc
  .shuffledSubarray([S3, SQS, LOGS, IAM, ECS, SFN], { minLength: 2, maxLength: 3 })
  .chain((services) =>
    fc.array(
      fc.oneof(
        ...services.map((operations) => ({ arbitrary: fc.oneof(...operations), weight: 12 })),
        { arbitrary: advance, weight: 3 },
        { arbitrary: turn, weight: 4 },
        { arbitrary: reset, weight: 1 },
      ),
      { minLength: 10, maxLength: 60 },
    ),
  );
