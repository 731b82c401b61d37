import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { ECR } from "@aws-sdk/client-ecr";
import { EFS } from "@aws-sdk/client-efs";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { IAM } from "@aws-sdk/client-iam";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { S3Control } from "@aws-sdk/client-s3-control";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { STS } from "@aws-sdk/client-sts";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createAwsSim } from "../../lib/index.js";
import { ZIP } from "../services/lambda/lambda-world.js";
import { failure } from "../support/failure.js";

const sim = await createAwsSim({ authorization: "enforce", delays: 0 });
afterAll(() => sim.close());
const iam = new IAM(sim.clientConfig());
const s3 = new S3(sim.clientConfig());
const sqs = new SQS(sim.clientConfig());
const sns = new SNS(sim.clientConfig());
const ecr = new ECR(sim.clientConfig());
const efs = new EFS(sim.clientConfig());
const lambda = new Lambda(sim.clientConfig());
const events = new EventBridge(sim.clientConfig());
const logs = new CloudWatchLogs(sim.clientConfig());
// The SDK puts the account before the host, which an address cannot have.
const control = new S3Control({ ...sim.clientConfig({ direct: true }), endpoint: "http://localhost" });

const GHOST = "arn:aws:iam::123456789012:user/ghost";
const TOPIC = "arn:aws:sns:us-east-1:123456789012:t";
const POINT = "arn:aws:s3:us-east-1:123456789012:accesspoint/reports";
const ARN = "arn:aws:sqs:us-east-1:123456789012:q";
const BUS = "arn:aws:events:us-east-1:123456789012:event-bus/default";
const GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:g";
const STREAM = "arn:aws:kinesis:us-east-1:123456789012:stream/s";
const ROLE = "arn:aws:iam::123456789012:role/r";

const policy = (AWS: string, Action: string, Resource?: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Principal: { AWS }, Action, ...(Resource && { Resource }) },
  });

const trusting = (AWS: string) =>
  iam.createRole({ RoleName: "r", AssumeRolePolicyDocument: policy(AWS, "sts:AssumeRole") });
const bucketPolicy = (AWS: string) =>
  s3.putBucketPolicy({ Bucket: "docs", Policy: policy(AWS, "s3:GetObject", "arn:aws:s3:::docs/*") });
const queuePolicy = (AWS: string) =>
  sqs.createQueue({ QueueName: "q", Attributes: { Policy: policy(AWS, "sqs:SendMessage", ARN) } });

const topicPolicy = (AWS: string) =>
  sns.setTopicAttributes({
    TopicArn: TOPIC,
    AttributeName: "Policy",
    AttributeValue: policy(AWS, "sns:Publish", TOPIC),
  });
const repositoryPolicy = (AWS: string) =>
  ecr.setRepositoryPolicy({ repositoryName: "app", policyText: policy(AWS, "ecr:BatchGetImage") });
const registryPolicy = (AWS: string) =>
  ecr.putRegistryPolicy({ policyText: policy(AWS, "ecr:ReplicateImage", "*") });
const fileSystemPolicy = async (AWS: string) => {
  const { FileSystemId } = await efs.createFileSystem({});
  return efs.putFileSystemPolicy({ FileSystemId, Policy: policy(AWS, "elasticfilesystem:ClientMount") });
};
const functionPolicy = (Principal: string) =>
  lambda.addPermission({
    FunctionName: "f",
    StatementId: "s",
    Action: "lambda:InvokeFunction",
    Principal,
  });
async function createFunction(): Promise<void> {
  const Statement = {
    Effect: "Allow",
    Action: "sts:AssumeRole",
    Principal: { Service: "lambda.amazonaws.com" },
  };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
  const { Role } = await iam.createRole({ RoleName: "f", AssumeRolePolicyDocument });
  await lambda.createFunction({
    FunctionName: "f",
    Role: Role?.Arn,
    Runtime: "nodejs22.x",
    Handler: "index.handler",
    Code: { ZipFile: ZIP },
  });
}
const accessPointPolicy = (AWS: string) =>
  control.putAccessPointPolicy({
    AccountId: "123456789012",
    Name: "reports",
    Policy: policy(AWS, "s3:GetObject", `${POINT}/object/*`),
  });

const busPolicy = (AWS: string) => events.putPermission({ Policy: policy(AWS, "events:PutEvents", BUS) });
const groupPolicy = (AWS: string) =>
  logs.putResourcePolicy({
    resourceArn: `${GROUP}:*`,
    policyDocument: policy(AWS, "logs:PutLogEvents", `${GROUP}:*`),
  });
const logsPolicy = (AWS: string) =>
  logs.putResourcePolicy({ policyName: "p", policyDocument: policy(AWS, "logs:PutLogEvents", `${GROUP}:*`) });
async function destinationPolicy(AWS: string) {
  const destinationName = "central";
  await logs.putDestination({ destinationName, targetArn: STREAM, roleArn: ROLE });
  const accessPolicy = policy(AWS, "logs:PutSubscriptionFilter", "*");
  return logs.putDestinationPolicy({ destinationName, accessPolicy });
}

beforeEach(async () => {
  sim.reset();
  sim.s3.createBucket("docs");
  await iam.createUser({ UserName: "ann" });
  await createFunction();
  await sns.createTopic({ Name: "t" });
  await ecr.createRepository({ repositoryName: "app" });
  await control.createAccessPoint({ AccountId: "123456789012", Name: "reports", Bucket: "docs" });
});

const NOT_FOUND = {
  code: "InvalidParameterException",
  message: "Invalid parameter: Policy Error: PrincipalNotFound",
  status: 400,
};

const NOT_PERSISTABLE = {
  code: "InvalidParameterException",
  message: "Could not convert to persistable policy.",
  status: 400,
};

describe("a principal that does not exist", () => {
  test.each([
    GHOST,
    "arn:aws:iam::210987654321:role/ghost",
    "arn:aws:sts::123456789012:assumed-role/ghost/s",
  ])("%s: each service has its error", async (ghost) => {
    expect(await failure(trusting(ghost))).toEqual({
      code: "MalformedPolicyDocumentException",
      message: `Invalid principal in policy: "AWS":"${ghost}"`,
      status: 400,
    });
    expect(await failure(bucketPolicy(ghost))).toEqual({
      code: "MalformedPolicy",
      message: "Invalid principal in policy",
      status: 400,
    });
    expect(await failure(queuePolicy(ghost))).toEqual({
      code: "InvalidAttributeValue",
      message: "Invalid value for the parameter Policy.",
      status: 400,
    });
    expect(await failure(topicPolicy(ghost))).toEqual(NOT_FOUND);
    const notFound = {
      code: "InvalidParameterException",
      message: "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Principal not found'",
      status: 400,
    };
    expect(await failure(repositoryPolicy(ghost))).toEqual(notFound);
    expect(await failure(registryPolicy(ghost))).toEqual(notFound);
    expect(await failure(fileSystemPolicy(ghost))).toEqual({
      code: "InvalidPolicyException",
      message: "Policy contains invalid Principal block",
      status: 400,
    });
    expect(await failure(functionPolicy(ghost))).toEqual({
      code: "InvalidParameterValueException",
      message: "The provided principal was invalid. Please check the principal and try again.",
      status: 400,
    });
    expect(await failure(accessPointPolicy(ghost))).toEqual({
      code: "MalformedPolicy",
      message: "Invalid principal in policy",
      status: 400,
    });
    expect(await failure(busPolicy(ghost))).toEqual({
      code: "ValidationException",
      message: "Parameter Policy is not valid. Reason: Invalid principal in policy.",
      status: 400,
    });
    expect(await failure(groupPolicy(ghost))).toEqual(NOT_PERSISTABLE);
  });

  test.each([
    "*",
    "123456789012",
    "210987654321",
    "arn:aws:iam::123456789012:user/ann",
    "AIDAQWERTYUIOPASDFGHJ",
  ])("%s exists", async (AWS) => {
    await expect(trusting(AWS)).resolves.toBeDefined();
    await expect(queuePolicy(AWS)).resolves.toBeDefined();
    await expect(topicPolicy(AWS)).resolves.toBeDefined();
    await expect(repositoryPolicy(AWS)).resolves.toBeDefined();
    await expect(registryPolicy(AWS)).resolves.toBeDefined();
    await expect(fileSystemPolicy(AWS)).resolves.toBeDefined();
    await expect(busPolicy(AWS)).resolves.toBeDefined();
    await expect(groupPolicy(AWS)).resolves.toBeDefined();
    await s3.deletePublicAccessBlock({ Bucket: "docs" });
    await expect(bucketPolicy(AWS)).resolves.toBeDefined();
  });

  test("need not exist while nothing is enforced", async () => {
    sim.authorization.mode = "audit";
    await expect(trusting(GHOST)).resolves.toBeDefined();
    await expect(bucketPolicy(GHOST)).resolves.toBeDefined();
    await expect(queuePolicy(GHOST)).resolves.toBeDefined();
    await expect(topicPolicy(GHOST)).resolves.toBeDefined();
    await expect(repositoryPolicy(GHOST)).resolves.toBeDefined();
    await expect(fileSystemPolicy(GHOST)).resolves.toBeDefined();
    await expect(functionPolicy(GHOST)).resolves.toBeDefined();
    await expect(accessPointPolicy(GHOST)).resolves.toBeDefined();
    await expect(busPolicy(GHOST)).resolves.toBeDefined();
    await expect(groupPolicy(GHOST)).resolves.toBeDefined();
  });

  test.each([GHOST, "arn:aws:iam::123456789012:user/ann", "arn:aws:iam::123456789012:root"])(
    "Logs has one error for %s, because policies of the account and of destinations name account ids",
    async (AWS) => {
      sim.authorization.mode = "off";
      const named = {
        code: "InvalidParameterException",
        message: `Principal section of policy contains ARN instead of account ID: ${AWS}`,
        status: 400,
      };
      expect(await failure(logsPolicy(AWS))).toEqual(named);
      expect(await failure(destinationPolicy(AWS))).toEqual(named);
      await expect(logsPolicy("123456789012")).resolves.toBeDefined();
      await expect(destinationPolicy("123456789012")).resolves.toBeDefined();
    },
  );

  test("a service as an AWS principal is an error of Logs and of EventBridge in each mode", async () => {
    sim.authorization.mode = "off";
    expect(await failure(logsPolicy("delivery.logs.amazonaws.com"))).toEqual(NOT_PERSISTABLE);
    expect(await failure(busPolicy("events.amazonaws.com"))).toMatchObject({ code: "ValidationException" });
  });

  test.each(["sns.amazonaws.com", "arn:aws:iam::123:root"])(
    "SNS has the same error for %s, which is not a principal of AWS",
    async (AWS) => {
      sim.authorization.mode = "off";
      expect(await failure(topicPolicy(AWS))).toEqual(NOT_FOUND);
    },
  );

  test("AddPermission of SNS names no account that cannot exist", async () => {
    const permission = { TopicArn: TOPIC, Label: "l", ActionName: ["Publish"] };
    expect(await failure(sns.addPermission({ ...permission, AWSAccountId: [GHOST] }))).toEqual(NOT_FOUND);
    await expect(sns.addPermission({ ...permission, AWSAccountId: ["210987654321"] })).resolves.toBeDefined();
  });
});

test("roles that assume each other in a circle", async () => {
  const trust = policy("123456789012", "sts:AssumeRole");
  const PolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" },
  });
  for (const RoleName of ["a", "b"]) {
    await iam.createRole({ RoleName, AssumeRolePolicyDocument: trust });
    await iam.putRolePolicy({ RoleName, PolicyName: "p", PolicyDocument });
  }
  let config = sim.clientConfig({ role: "a" });
  for (const role of ["b", "a", "b"]) {
    const RoleArn = `arn:aws:iam::123456789012:role/${role}`;
    const { Credentials } = await new STS(config).assumeRole({ RoleArn, RoleSessionName: "ci" });
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
    const credentials = {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    };
    config = { ...config, credentials };
  }
  expect((await new STS(config).getCallerIdentity({})).Arn).toBe(
    "arn:aws:sts::123456789012:assumed-role/b/ci",
  );
});
