import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { EC2 } from "@aws-sdk/client-ec2";
import { ECR } from "@aws-sdk/client-ecr";
import { ECS } from "@aws-sdk/client-ecs";
import { EFS } from "@aws-sdk/client-efs";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { IAM } from "@aws-sdk/client-iam";
import { Lambda } from "@aws-sdk/client-lambda";
import { Pipes } from "@aws-sdk/client-pipes";
import { S3 } from "@aws-sdk/client-s3";
import { S3Control } from "@aws-sdk/client-s3-control";
import { Scheduler } from "@aws-sdk/client-scheduler";
import { ServiceDiscovery } from "@aws-sdk/client-servicediscovery";
import { SFN } from "@aws-sdk/client-sfn";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { STS } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../lib/index.js";
import { services } from "../lib/services/index.js";
import { ZIP } from "./services/lambda/lambda-world.js";

/** Service principals and groups of S3, which are the same in every partition. */
const UNIVERSAL = [
  "acs.amazonaws.com",
  "ecs-tasks.amazonaws.com",
  "ecs.amazonaws.com",
  "elasticfilesystem.amazonaws.com",
  "events.amazonaws.com",
];

/** The services that make ARNs, but for those of messages, schedules and workflows. */
const SIGNING_NAMES = [
  "ec2",
  "ecr",
  "ecs",
  "elasticfilesystem",
  "events",
  "iam",
  "kms",
  "lambda",
  "logs",
  "s3",
  "servicediscovery",
  "sts",
];

describe.each([
  ["us-east-1", "aws", "amazonaws.com"],
  ["cn-north-1", "aws-cn", "amazonaws.com.cn"],
  ["us-gov-west-1", "aws-us-gov", "amazonaws.com"],
])("in %s", (region, partition, suffix) => {
  let sim: AwsSim;
  /** All that services return and hold. */
  let seen: unknown[];

  beforeEach(async () => {
    sim = await createAwsSim({ region, clock: "frozen", delays: 0 });
    seen = [];
  });
  afterEach(() => sim.close());

  /** A client whose responses are seen. */
  function watched<Client extends object>(client: Client): Client {
    return new Proxy(client, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== "function" || name === "send") return member;
        return async (...args: unknown[]) => {
          const output: unknown = await Reflect.apply(member, target, args);
          seen.push(output);
          return output;
        };
      },
    });
  }

  test("every ARN has the partition, and every endpoint its domain (finding 10)", async () => {
    const config = sim.clientConfig();
    const role = `arn:${partition}:iam::${sim.accountId}:role/app`;
    const trust = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" },
      ],
    });

    const iam = watched(new IAM(config));
    await iam.createRole({ RoleName: "app", AssumeRolePolicyDocument: trust });
    await iam.createUser({ UserName: "ci" });
    await iam.createGroup({ GroupName: "team" });
    await iam.createPolicy({ PolicyName: "p", PolicyDocument: policyOf({ Resource: "*" }) });
    await iam.createServiceLinkedRole({ AWSServiceName: "ecs.amazonaws.com" });
    await iam.createInstanceProfile({ InstanceProfileName: "hosts" });
    await iam.listPolicies({ Scope: "AWS", MaxItems: 5 });
    sim.iam.addManagedPolicy("Added", { document: policyOf({ Resource: "*" }) });
    await iam.attachRolePolicy({ RoleName: "app", PolicyArn: `arn:${partition}:iam::aws:policy/Added` });
    await iam.listAttachedRolePolicies({ RoleName: "app" });
    await iam.getAccountAuthorizationDetails({ Filter: ["Role", "User", "Group", "LocalManagedPolicy"] });

    const sts = watched(new STS(config));
    await sts.getCallerIdentity({});
    await sts.assumeRole({ RoleArn: role, RoleSessionName: "session" });
    await sts.getFederationToken({ Name: "bob" });

    const ec2 = watched(new EC2(config));
    await ec2.describeRegions({});
    await ec2.describeVpcs({});
    await ec2.describeSubnets({});
    await ec2.describeVpcEndpointServices({});
    await ec2.describeManagedPrefixLists({});
    const { subnetIds, vpcId } = sim.ec2.defaultNetwork();
    await ec2.createVpcEndpoint({
      VpcId: vpcId,
      ServiceName: `com.amazonaws.${region}.ecr.dkr`,
      VpcEndpointType: "Interface",
      SubnetIds: subnetIds.slice(0, 1),
    });
    await ec2.describeVpcEndpoints({});

    const ecr = watched(new ECR(config));
    await ecr.createRepository({ repositoryName: "app", encryptionConfiguration: { encryptionType: "KMS" } });
    await ecr.getAuthorizationToken({});

    const efs = watched(new EFS(config));
    const { FileSystemId = "" } = await efs.createFileSystem({ CreationToken: "a", Encrypted: true });
    await efs.createMountTarget({ FileSystemId, SubnetId: subnetIds[0] });
    await efs.createAccessPoint({ FileSystemId, ClientToken: "a" });

    const discovery = watched(new ServiceDiscovery(config));
    await discovery.createHttpNamespace({ Name: "shop" });
    await discovery.listNamespaces({});

    const logs = watched(new CloudWatchLogs(config));
    await logs.createLogGroup({ logGroupName: "/app" });
    await logs.createLogStream({ logGroupName: "/app", logStreamName: "web" });
    await logs.describeLogGroups({});
    await logs.describeLogStreams({ logGroupName: "/app" });

    const lambda = watched(new Lambda(config));
    await lambda.createFunction({
      FunctionName: "notify",
      Role: role,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Code: { ZipFile: ZIP },
      Publish: true,
    });
    await lambda.addPermission({
      FunctionName: "notify",
      StatementId: "other",
      Action: "lambda:InvokeFunction",
      Principal: "210987654321",
    });
    await lambda.getPolicy({ FunctionName: "notify" });
    await lambda.publishLayerVersion({ LayerName: "shared", Content: { ZipFile: ZIP } });
    await lambda.getFunction({ FunctionName: "notify" });

    const ecs = watched(new ECS(config));
    await ecs.createCluster({});
    await ecs.registerTaskDefinition({
      family: "web",
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      executionRoleArn: role,
      containerDefinitions: [{ name: "main", image: sim.ecr.pushImage("app", "v1").imageUri }],
    });
    const network = {
      awsvpcConfiguration: { subnets: subnetIds.slice(0, 1), assignPublicIp: "ENABLED" as const },
    };
    await ecs.createService({
      serviceName: "web",
      taskDefinition: "web",
      desiredCount: 1,
      launchType: "FARGATE",
      networkConfiguration: network,
    });
    await sim.clock.advance("1m");
    const { taskArns = [] } = await ecs.listTasks({});
    await ecs.describeTasks({ tasks: taskArns });
    await ecs.describeServices({ services: ["web"] });
    await ecs.listAccountSettings({ effectiveSettings: true });
    await ec2.describeNetworkInterfaces({});

    const s3 = watched(new S3(config));
    await s3.createBucket({
      Bucket: "exports",
      ...(region !== "us-east-1" && {
        CreateBucketConfiguration: { LocationConstraint: region as "cn-north-1" },
      }),
    });
    await s3.listBuckets({ Prefix: "exports" });
    await s3.headBucket({ Bucket: "exports" });
    await s3.putObject({ Bucket: "exports", Key: "k", Body: "x", ServerSideEncryption: "aws:kms" });
    const begun = await s3.createMultipartUpload({ Bucket: "exports", Key: "big" });
    const part = { Bucket: "exports", Key: "big", UploadId: begun.UploadId };
    const { ETag } = await s3.uploadPart({ ...part, PartNumber: 1, Body: "x" });
    await s3.completeMultipartUpload({ ...part, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } });
    const Resource = `arn:${partition}:s3:::exports/*`;
    await s3.putBucketPolicy({
      Bucket: "exports",
      Policy: policyOf({ Principal: { AWS: "210987654321" }, Action: "s3:GetObject", Resource }),
    });
    await s3.getBucketPolicy({ Bucket: "exports" });
    const open = policyOf({ Principal: "*", Action: "s3:GetObject", Resource });
    const refused = await s3
      .putBucketPolicy({ Bucket: "exports", Policy: open })
      .catch((error: Error) => error);
    expect(refused).toMatchObject({ name: "AccessDenied" });
    seen.push((refused as Error).message);
    const elsewhere = new S3({ ...config, region: "eu-west-1" });
    const moved = await elsewhere.listObjects({ Bucket: "exports" }).catch((error: object) => ({ ...error }));
    expect(moved).toMatchObject({ name: "PermanentRedirect" });
    seen.push(moved);

    const s3Control = watched(
      new S3Control({ ...sim.clientConfig({ direct: true }), endpoint: "http://localhost" }),
    );
    await s3Control.listTagsForResource({
      AccountId: sim.accountId,
      ResourceArn: `arn:${partition}:s3:::exports`,
    });

    lookIntoStates();
    const { services: named, hosts } = look();
    expect(named).toEqual(SIGNING_NAMES);
    expect(hosts.length).toBeGreaterThan(50);
  });

  test("ARNs and URLs of messages, schedules and workflows have the partition", async () => {
    const config = sim.clientConfig();
    const arn = (service: string, resource: string) =>
      `arn:${partition}:${service}:${region}:${sim.accountId}:${resource}`;
    const roleArn = `arn:${partition}:iam::${sim.accountId}:role/app`;

    const sqs = watched(new SQS(config));
    for (const QueueName of ["jobs", "dead"]) await sqs.createQueue({ QueueName });
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arn("sqs", "dead"), maxReceiveCount: 1 });
    await sqs.setQueueAttributes({ QueueUrl: "jobs", Attributes: { RedrivePolicy } });
    await sqs.addPermission({
      QueueUrl: "jobs",
      Label: "other",
      AWSAccountIds: ["210987654321"],
      Actions: ["SendMessage"],
    });
    await sqs.getQueueAttributes({ QueueUrl: "jobs", AttributeNames: ["All"] });
    await sqs.listDeadLetterSourceQueues({ QueueUrl: "dead" });
    await sqs.startMessageMoveTask({ SourceArn: arn("sqs", "dead") });
    await sqs.listMessageMoveTasks({ SourceArn: arn("sqs", "dead") });

    sim.sns.awsUrls = true;
    const sns = watched(new SNS(config));
    const { TopicArn } = await sns.createTopic({ Name: "orders" });
    await sns.addPermission({
      TopicArn,
      Label: "other",
      AWSAccountId: ["210987654321"],
      ActionName: ["Publish"],
    });
    await sns.subscribe({ TopicArn, Protocol: "sqs", Endpoint: arn("sqs", "jobs") });
    await sns.subscribe({ TopicArn, Protocol: "email", Endpoint: "a@example.com" });
    await sns.getTopicAttributes({ TopicArn });
    await sns.listSubscriptions({});
    await sns.createPlatformApplication({
      Name: "app",
      Platform: "GCM",
      Attributes: { PlatformCredential: "secret" },
    });
    await sns.publish({ TopicArn, Message: "a" });
    await sim.clock.advance(0);
    // In their envelopes are links.
    seen.push(
      sim.sqs.messages("jobs").map(({ body }) => body),
      sim.sns.deliveries().map(({ body }) => body),
    );

    const events = watched(new EventBridge(config));
    const { EventBusArn } = await events.createEventBus({ Name: "shop" });
    await events.putPermission({
      EventBusName: "shop",
      StatementId: "other",
      Principal: "210987654321",
      Action: "events:PutEvents",
    });
    await events.putRule({ Name: "orders", EventBusName: "shop", EventPattern: '{"source":["shop"]}' });
    await events.putTargets({
      Rule: "orders",
      EventBusName: "shop",
      Targets: [{ Id: "q", Arn: arn("sqs", "jobs") }],
    });
    await events.createArchive({ ArchiveName: "all", EventSourceArn: EventBusArn });
    const { ConnectionArn } = await events.createConnection({
      Name: "hook",
      AuthorizationType: "BASIC",
      AuthParameters: { BasicAuthParameters: { Username: "u", Password: "p" } },
    });
    await events.createApiDestination({
      Name: "hook",
      ConnectionArn,
      InvocationEndpoint: "https://example.com/",
      HttpMethod: "POST",
    });
    await events.describeConnection({ Name: "hook" });
    await events.describeEventBus({ Name: "shop" });
    await events.listRules({ EventBusName: "shop" });
    await events.putRule({ Name: "workflows", EventPattern: '{"source":["aws.states"]}' });

    const sfn = watched(new SFN(config));
    const { stateMachineArn } = await sfn.createStateMachine({
      name: "work",
      roleArn,
      publish: true,
      definition: JSON.stringify({ StartAt: "Done", States: { Done: { Type: "Succeed" } } }),
    });
    await sfn.createActivity({ name: "manual" });
    const { executionArn } = await sfn.startExecution({ stateMachineArn });
    await sim.clock.advance("1s");
    await sfn.describeExecution({ executionArn });
    await sfn.getExecutionHistory({ executionArn });
    await sfn.describeStateMachine({ stateMachineArn });
    expect(sim.eventBridge.events()).not.toEqual([]);
    seen.push(sim.eventBridge.events());

    const scheduler = watched(new Scheduler(config));
    await scheduler.createScheduleGroup({ Name: "nightly" });
    await scheduler.getScheduleGroup({ Name: "nightly" });
    await scheduler.createSchedule({
      Name: "report",
      GroupName: "nightly",
      ScheduleExpression: "rate(1 minute)",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: { Arn: arn("sqs", "jobs"), RoleArn: roleArn, Input: "<aws.scheduler.schedule-arn>" },
    });
    await scheduler.getSchedule({ Name: "report", GroupName: "nightly" });
    await scheduler.listSchedules({});
    await sim.clock.advance("1m");

    const pipes = watched(new Pipes(config));
    await pipes.createPipe({
      Name: "p",
      Source: arn("sqs", "jobs"),
      Target: arn("sqs", "dead"),
      RoleArn: roleArn,
      TargetParameters: { InputTemplate: '{"pipe": "<aws.pipes.pipe-arn>"}' },
    });
    await sim.clock.advance("1s");
    await pipes.describePipe({ Name: "p" });
    await pipes.listPipes({});
    seen.push(
      sim.pipes.batches(),
      sim.sqs.messages("dead").map(({ body }) => body),
    );
    expect(sim.sqs.messages("dead").at(-1)?.body).toBe(`{"pipe":"${arn("pipes", "pipe/p")}"}`);

    lookIntoStates(["eventBridge", "pipes", "scheduler", "sns", "sqs", "stepFunctions"]);
    const { services: named, hosts } = look();
    expect(named).toEqual(["events", "iam", "pipes", "scheduler", "secretsmanager", "sns", "sqs", "states"]);
    expect([...new Set(hosts)]).toEqual([`sns.${region}.${suffix}`]);
  });

  /** Sees what the control methods show of each service. */
  function lookIntoStates(names: readonly string[] = Object.keys(services)): void {
    for (const name of names) {
      const control: unknown = Reflect.get(sim, name);
      if (typeof control === "object" && control !== null && "state" in control)
        seen.push(Reflect.apply(control.state as () => object, control, []));
    }
  }

  /** The services of the ARNs and the hosts of AWS that were seen, all of which are of this partition. */
  function look(): { readonly services: readonly string[]; readonly hosts: readonly string[] } {
    const found = stringsIn(seen).join("\n");
    const arns = [...found.matchAll(/\barn:([\w-]*):([\w-]+):([\w-]*):/g)];
    expect(arns.filter(([, found, , at]) => found !== partition || (at !== "" && at !== region))).toEqual([]);
    const hosts = [...found.matchAll(/[\w.*-]+\.amazonaws\.com(?:\.cn)?(?![\w.-])/g)].map(([host]) => host);
    const endpoints = hosts.filter((host) => !UNIVERSAL.includes(host));
    expect(endpoints.filter((host) => !host.endsWith(`.${suffix}`))).toEqual([]);
    return { services: [...new Set(arns.map(([, , service = ""]) => service))].sort(), hosts: endpoints };
  }
});

function policyOf(statement: object): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "s3:GetObject", ...statement }],
  });
}

/** Every string in a value, names of members too. */
function stringsIn(value: unknown, known = new Set<object>()): string[] {
  if (typeof value === "string") return [decoded(value)];
  if (typeof value !== "object" || value === null || known.has(value) || value instanceof Date) return [];
  if (value instanceof Uint8Array) return [];
  known.add(value);
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return entries.flatMap(([name, member]) => [String(name), ...stringsIn(member, known)]);
}

/** IAM returns documents in percent encoding. */
function decoded(text: string): string {
  return text.startsWith("%7B") ? decodeURIComponent(text) : text;
}
