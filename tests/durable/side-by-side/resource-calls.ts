import fc from "fast-check";
import { callOf, name } from "./calls.js";

const key = fc.constantFrom("a", "a/b", "ü x");
/** Contents of which some are equal, and some are more than the database holds. */
const body = fc.constantFrom("", "one", "two", "one", "large ".repeat(15_000), "other ".repeat(15_000));

const Bucket = name;
const Key = key;
const UploadId = fc.constant("$UploadId");

export const S3 = callOf("s3", {
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

export const SQS = callOf("sqs", {
  CreateQueue: { QueueName: name },
  DeleteQueue: { QueueUrl },
  SendMessage: { QueueUrl, MessageBody: name, DelaySeconds: fc.constantFrom(0, 5) },
  ReceiveMessage: { QueueUrl, VisibilityTimeout: fc.constantFrom(1, 30) },
  DeleteMessage: { QueueUrl, ReceiptHandle },
  GetQueueAttributes: { QueueUrl, AttributeNames: fc.constant(["All"]) },
});

const logGroupName = name;
const logStreamName = name;

export const LOGS = callOf("logs", {
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

export const IAM = callOf("iam", {
  CreateRole: { RoleName: name, AssumeRolePolicyDocument: fc.constant(TRUST) },
  DeleteRole: { RoleName: name },
  ListRoles: {},
  CreateUser: { UserName: name },
  CreateAccessKey: { UserName: name },
  ListAccessKeys: { UserName: name },
});

const cluster = name;

export const ECS = callOf("ecs", {
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

export const SFN = callOf("sfn", {
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
