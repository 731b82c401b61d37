import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { EC2 } from "@aws-sdk/client-ec2";
import { ECR } from "@aws-sdk/client-ecr";
import { ECS } from "@aws-sdk/client-ecs";
import { EFS } from "@aws-sdk/client-efs";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { IAM } from "@aws-sdk/client-iam";
import { Lambda } from "@aws-sdk/client-lambda";
import { Scheduler } from "@aws-sdk/client-scheduler";
import { ServiceDiscovery } from "@aws-sdk/client-servicediscovery";
import { SFN } from "@aws-sdk/client-sfn";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createAwsSim } from "../../lib/index.js";
import { ZIP } from "../services/lambda/lambda-world.js";
import { failure } from "../support/failure.js";

const ACCOUNT = "123456789012";
const sim = await createAwsSim({ authorization: "enforce", delays: 0 });
afterAll(() => sim.close());
const iam = new IAM(sim.clientConfig());
const ROLE = `arn:aws:iam::${ACCOUNT}:role/r`;

const document = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const allow = (Action: string | string[], more = {}) => ({ Effect: "Allow", Action, Resource: "*", ...more });
const TRUST = document({
  Effect: "Allow",
  Action: "sts:AssumeRole",
  Principal: { Service: ["lambda.amazonaws.com", "states.amazonaws.com"] },
});
const give = (...statements: object[]) =>
  iam.putUserPolicy({ UserName: "ann", PolicyName: "p", PolicyDocument: document(...statements) });

beforeEach(async () => {
  sim.reset();
  await iam.createUser({ UserName: "ann" });
  await iam.createRole({ RoleName: "r", AssumeRolePolicyDocument: TRUST });
});

const config = () => ({ ...sim.clientConfig({ user: "ann" }), maxAttempts: 1 });
const Tags = [{ Key: "team", Value: "blue" }];
const tags = [{ key: "team", value: "blue" }];
const DEFINITION = JSON.stringify({ StartAt: "a", States: { a: { Type: "Succeed" } } });

const CASES: readonly (readonly [action: string, tagAction: string, create: () => Promise<unknown>])[] = [
  [
    "sqs:CreateQueue",
    "sqs:TagQueue",
    () => new SQS(config()).createQueue({ QueueName: "q", tags: { a: "b" } }),
  ],
  ["sns:CreateTopic", "sns:TagResource", () => new SNS(config()).createTopic({ Name: "t", Tags })],
  [
    "logs:CreateLogGroup",
    "logs:TagResource",
    () => new CloudWatchLogs(config()).createLogGroup({ logGroupName: "g", tags: { a: "b" } }),
  ],
  ["ecs:CreateCluster", "ecs:TagResource", () => new ECS(config()).createCluster({ clusterName: "c", tags })],
  [
    "ecr:CreateRepository",
    "ecr:TagResource",
    () => new ECR(config()).createRepository({ repositoryName: "app", tags: Tags }),
  ],
  [
    "elasticfilesystem:CreateFileSystem",
    "elasticfilesystem:TagResource",
    () => new EFS(config()).createFileSystem({ Tags }),
  ],
  [
    "ec2:CreateVpc",
    "ec2:CreateTags",
    () =>
      new EC2(config()).createVpc({
        CidrBlock: "10.0.0.0/16",
        TagSpecifications: [{ ResourceType: "vpc", Tags }],
      }),
  ],
  [
    "lambda:CreateFunction",
    "lambda:TagResource",
    () =>
      new Lambda(config()).createFunction({
        FunctionName: "f",
        Role: ROLE,
        Runtime: "nodejs22.x",
        Handler: "i.h",
        Code: { ZipFile: ZIP },
        Tags: { a: "b" },
      }),
  ],
  [
    "states:CreateStateMachine",
    "states:TagResource",
    () => new SFN(config()).createStateMachine({ name: "m", roleArn: ROLE, definition: DEFINITION, tags }),
  ],
  [
    "events:PutRule",
    "events:TagResource",
    () => new EventBridge(config()).putRule({ Name: "r", ScheduleExpression: "rate(1 day)", Tags }),
  ],
  [
    "scheduler:CreateScheduleGroup",
    "scheduler:TagResource",
    () => new Scheduler(config()).createScheduleGroup({ Name: "g", Tags }),
  ],
  [
    "servicediscovery:CreateHttpNamespace",
    "servicediscovery:TagResource",
    () => new ServiceDiscovery(config()).createHttpNamespace({ Name: "n", Tags }),
  ],
  [
    "iam:CreatePolicy",
    "iam:TagPolicy",
    () => new IAM(config()).createPolicy({ PolicyName: "x", PolicyDocument: document(allow("*")), Tags }),
  ],
  ["iam:CreateUser", "iam:TagUser", () => new IAM(config()).createUser({ UserName: "bob", Tags })],
  [
    "iam:CreateRole",
    "iam:TagRole",
    () => new IAM(config()).createRole({ RoleName: "x", AssumeRolePolicyDocument: TRUST, Tags }),
  ],
];

test.each(CASES)("%s with tags needs %s (P01)", async (action, tagAction, create) => {
  await give(allow([action, "iam:PassRole"]));
  expect((await failure(create())).message.toLowerCase()).toContain(
    `is not authorized to perform: ${tagAction.toLowerCase()}`,
  );
  const { authorization } = sim.requests.last({}) ?? {};
  expect(authorization).toMatchObject({ decision: "denied", action: tagAction });
  await give(allow([action, tagAction, "iam:PassRole"]));
  await expect(create()).resolves.toBeDefined();
});

test("ecs:CreateAction names the operation; with tagResourceAuthorization off, tags need nothing", async () => {
  const create = () => new ECS(config()).createCluster({ clusterName: "c", tags });
  const Condition = { StringEquals: { "ecs:CreateAction": "CreateCluster" } };
  await give(allow("ecs:CreateCluster"), allow("ecs:TagResource", { Condition }));
  await expect(create()).resolves.toBeDefined();
  await give(allow("ecs:CreateCluster"));
  expect(await failure(create())).toMatchObject({ code: "AccessDeniedException" });
  await new ECS(sim.clientConfig()).putAccountSettingDefault({
    name: "tagResourceAuthorization",
    value: "off",
  });
  await expect(create()).resolves.toBeDefined();
});

test("ec2:CreateAction names the operation that tags a new resource", async () => {
  const Condition = { StringEquals: { "ec2:CreateAction": "CreateVpc" } };
  await give(allow(["ec2:CreateVpc", "ec2:CreateInternetGateway"]), allow("ec2:CreateTags", { Condition }));
  const ec2 = new EC2(config());
  const { Vpc } = await ec2.createVpc({
    CidrBlock: "10.0.0.0/16",
    TagSpecifications: [{ ResourceType: "vpc", Tags }],
  });
  expect(Vpc?.Tags).toEqual(Tags);
  const gateway = { TagSpecifications: [{ ResourceType: "internet-gateway" as const, Tags }] };
  expect(await failure(ec2.createInternetGateway(gateway))).toMatchObject({ code: "UnauthorizedOperation" });
});

test("leastPrivilege has the action of the tags (P09)", async () => {
  await give(allow("*"));
  await new SQS(config()).createQueue({ QueueName: "q", tags: { a: "b" } });
  expect(sim.iam.leastPrivilege({ user: "ann" }).Statement).toEqual([
    {
      Effect: "Allow",
      Action: ["sqs:CreateQueue", "sqs:TagQueue"],
      Resource: [`arn:aws:sqs:us-east-1:${ACCOUNT}:q`],
    },
  ]);
});
