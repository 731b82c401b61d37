import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { EC2 } from "@aws-sdk/client-ec2";
import { ECR } from "@aws-sdk/client-ecr";
import { ECS } from "@aws-sdk/client-ecs";
import { EFS } from "@aws-sdk/client-efs";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { IAM } from "@aws-sdk/client-iam";
import { Pipes } from "@aws-sdk/client-pipes";
import { Scheduler } from "@aws-sdk/client-scheduler";
import { ServiceDiscovery } from "@aws-sdk/client-servicediscovery";
import { SFN } from "@aws-sdk/client-sfn";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAwsSim } from "../../lib/index.js";
import { failure } from "../support/failure.js";

const ACCOUNT = "123456789012";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/worker`;
const sim = await createAwsSim({ authorization: "enforce", delays: 0 });
afterAll(() => sim.close());
type Config = ReturnType<typeof sim.clientConfig>;

const document = (...Statement: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement });

beforeAll(async () => {
  const iam = new IAM(sim.clientConfig());
  await iam.createUser({ UserName: "ann", Tags: [{ Key: "team", Value: "blue" }] });
  const PolicyDocument = document({
    Effect: "Allow",
    Action: "*",
    Resource: "*",
    Condition: { StringEquals: { "aws:ResourceTag/team": "$" + "{aws:PrincipalTag/team}" } },
  });
  await iam.putUserPolicy({ UserName: "ann", PolicyName: "own", PolicyDocument });
  const Service = ["states.amazonaws.com", "pipes.amazonaws.com"];
  await iam.createRole({
    RoleName: "worker",
    AssumeRolePolicyDocument: document({
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Service },
    }),
  });
});

/** Creates a resource with a tag, and returns a call about it for another client. */
type Make = (config: Config, team: string) => Promise<(config: Config) => Promise<unknown>>;

const upper = (team: string) => [{ Key: "team", Value: team }];
const lower = (team: string) => [{ key: "team", value: team }];
const noop = JSON.stringify({ StartAt: "a", States: { a: { Type: "Pass", End: true } } });

const MAKERS: Readonly<Record<string, Make>> = {
  async "an ECS cluster"(config, team) {
    await new ECS(config).createCluster({ clusterName: team, tags: lower(team) });
    return (as) => new ECS(as).updateCluster({ cluster: team });
  },
  async "a task definition"(config, team) {
    const cluster = `${team}-tasks`;
    await new ECS(config).createCluster({ clusterName: cluster, tags: lower(team) });
    await new ECS(config).registerTaskDefinition({
      family: team,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      containerDefinitions: [{ name: "a", image: "i" }],
      tags: lower(team),
    });
    return (as) =>
      new ECS(as).runTask({
        taskDefinition: `${team}:1`,
        cluster,
        launchType: "FARGATE",
        networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
      });
  },
  async "a security group"(config, team) {
    const ec2 = new EC2(config);
    const { Vpcs: [vpc] = [] } = await ec2.describeVpcs({});
    const TagSpecifications = [{ ResourceType: "security-group" as const, Tags: upper(team) }];
    const { GroupId } = await ec2.createSecurityGroup({
      GroupName: team,
      Description: team,
      VpcId: vpc?.VpcId,
      TagSpecifications,
    });
    return (as) =>
      new EC2(as).authorizeSecurityGroupIngress({
        GroupId,
        IpPermissions: [{ IpProtocol: "tcp", FromPort: 1, ToPort: 1, IpRanges: [{ CidrIp: "10.0.0.0/8" }] }],
      });
  },
  async "a namespace"(config, team) {
    const discovery = new ServiceDiscovery(config);
    await discovery.createHttpNamespace({ Name: team, Tags: upper(team) });
    const { Namespaces = [] } = await discovery.listNamespaces({});
    const Id = Namespaces.find(({ Name }) => Name === team)?.Id;
    return (as) => new ServiceDiscovery(as).getNamespace({ Id });
  },
  async "a state machine"(config, team) {
    const input = { name: team, roleArn: ROLE, definition: noop, tags: lower(team) };
    const { stateMachineArn } = await new SFN(config).createStateMachine(input);
    return (as) => new SFN(as).startExecution({ stateMachineArn });
  },
  async "an activity"(config, team) {
    const { activityArn } = await new SFN(config).createActivity({ name: team, tags: lower(team) });
    return (as) => new SFN(as).describeActivity({ activityArn });
  },
  async "a schedule group"(config, team) {
    await new Scheduler(config).createScheduleGroup({ Name: team, Tags: upper(team) });
    return (as) => new Scheduler(as).getScheduleGroup({ Name: team });
  },
  async "a pipe"(config, team) {
    const arn = (name: string) => `arn:aws:sqs:us-east-1:${ACCOUNT}:${name}`;
    const [Source, Target] = [arn("a"), arn("b")];
    const input = { Name: team, RoleArn: ROLE, Source, Target, DesiredState: "STOPPED" } as const;
    await new Pipes(config).createPipe({ ...input, Tags: { team } });
    return (as) => new Pipes(as).describePipe({ Name: team });
  },
  async "a queue"(config, team) {
    const { QueueUrl } = await new SQS(config).createQueue({ QueueName: team, tags: { team } });
    return (as) => new SQS(as).sendMessage({ QueueUrl, MessageBody: "x" });
  },
  async "a topic"(config, team) {
    const { TopicArn } = await new SNS(config).createTopic({ Name: team, Tags: upper(team) });
    return (as) => new SNS(as).publish({ TopicArn, Message: "x" });
  },
  async "a bus"(config, team) {
    await new EventBridge(config).createEventBus({ Name: team, Tags: upper(team) });
    const Entries = [{ EventBusName: team, Source: "s", DetailType: "d", Detail: "{}" }];
    return (as) => new EventBridge(as).putEvents({ Entries });
  },
  async "a repository"(config, team) {
    await new ECR(config).createRepository({ repositoryName: team, tags: upper(team) });
    return (as) => new ECR(as).listImages({ repositoryName: team });
  },
  async "a file system"(config, team) {
    const { FileSystemId } = await new EFS(config).createFileSystem({ Tags: upper(team) });
    return (as) => new EFS(as).describeFileSystems({ FileSystemId });
  },
  async "a log group"(config, team) {
    await new CloudWatchLogs(config).createLogGroup({ logGroupName: team, tags: { team } });
    return (as) => new CloudWatchLogs(as).describeLogStreams({ logGroupName: team });
  },
};

test.each(Object.entries(MAKERS))("P01: what may be done with %s can depend on its tags", async (_, make) => {
  const owner = sim.clientConfig();
  const ann = { ...sim.clientConfig({ user: "ann" }), maxAttempts: 1 };
  const [blue, red] = [await make(owner, "blue"), await make(owner, "red")];
  await expect(blue(ann)).resolves.toBeDefined();
  const { code, message } = await failure(red(ann));
  expect(code).toMatch(/^(AccessDenied(Exception)?|AuthorizationErrorException|UnauthorizedOperation)$/);
  expect(message).toContain("User: arn:aws:iam::123456789012:user/ann is not authorized to perform: ");
});
