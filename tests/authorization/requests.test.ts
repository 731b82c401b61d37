// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of policies look so.
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { EC2 } from "@aws-sdk/client-ec2";
import { ECR } from "@aws-sdk/client-ecr";
import { AccessDeniedException, ECS } from "@aws-sdk/client-ecs";
import { EFS } from "@aws-sdk/client-efs";
import { IAM } from "@aws-sdk/client-iam";
import { Lambda } from "@aws-sdk/client-lambda";
import { ServiceDiscovery } from "@aws-sdk/client-servicediscovery";
import { STS } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../../lib/index.js";

let sim: AwsSim;
let iam: IAM;

beforeAll(async () => {
  sim = await createAwsSim({ clock: "frozen", delays: 0, authorization: "enforce" });
  iam = new IAM(sim.clientConfig());
});
afterAll(() => sim.close());
beforeEach(async () => {
  sim.reset();
  await iam.createUser({ UserName: "ann" });
});

const USER = "arn:aws:iam::123456789012:user/ann";

interface Statement {
  readonly Effect?: string;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: object;
  readonly Principal?: object;
}

function document(...statements: readonly Statement[]): string {
  const Statement = statements.map((one) => ({ Effect: "Allow", Resource: "*", ...one }));
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

function trust(Principal: object, more: object = {}): string {
  const Statement = { Effect: "Allow", Action: "sts:AssumeRole", Principal, ...more };
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

const give = (...statements: readonly Statement[]) =>
  iam.putUserPolicy({ UserName: "ann", PolicyName: "p", PolicyDocument: document(...statements) });

const as = (options: Parameters<AwsSim["clientConfig"]>[0]) => ({
  ...sim.clientConfig(options),
  maxAttempts: 1,
});

/** The name, status and message of what a call rejects with. */
async function rejection(
  call: Promise<unknown>,
): Promise<{ name: string; status: number | undefined; message: string }> {
  const error = await call.then(
    () => new Error("It did not reject."),
    (thrown: Error & { $metadata?: { httpStatusCode?: number } }) => thrown,
  );
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  return { name: error.name, status: $metadata?.httpStatusCode, message: error.message };
}

describe("the error of a denial", () => {
  const lacks = (action: string, resource: string) =>
    `User: ${USER} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;

  test("of JSON services is AccessDeniedException with status 400", async () => {
    const ecs = new ECS(as({ user: "ann" }));
    const call = ecs.listClusters({});
    await expect(call).rejects.toBeInstanceOf(AccessDeniedException);
    expect(await rejection(call)).toEqual({
      name: "AccessDeniedException",
      status: 400,
      message: lacks("ecs:ListClusters", "*"),
    });
    expect(await rejection(new ECR(as({ user: "ann" })).describeImages({ repositoryName: "repo" }))).toEqual({
      name: "AccessDeniedException",
      status: 400,
      message: lacks("ecr:DescribeImages", "arn:aws:ecr:us-east-1:123456789012:repository/repo"),
    });
    expect(
      await rejection(new CloudWatchLogs(as({ user: "ann" })).createLogGroup({ logGroupName: "g" })),
    ).toEqual({
      name: "AccessDeniedException",
      status: 400,
      message: lacks("logs:CreateLogGroup", "arn:aws:logs:us-east-1:123456789012:log-group:g:log-stream:"),
    });
    expect(await rejection(new ServiceDiscovery(as({ user: "ann" })).listNamespaces({}))).toEqual({
      name: "AccessDeniedException",
      status: 400,
      message: lacks("servicediscovery:ListNamespaces", "*"),
    });
  });

  test("of REST-JSON services is AccessDeniedException with status 403", async () => {
    expect(await rejection(new Lambda(as({ user: "ann" })).invoke({ FunctionName: "f" }))).toEqual({
      name: "AccessDeniedException",
      status: 403,
      message: lacks("lambda:InvokeFunction", "arn:aws:lambda:us-east-1:123456789012:function:f"),
    });
    expect(await rejection(new EFS(as({ user: "ann" })).describeFileSystems({}))).toEqual({
      name: "AccessDeniedException",
      status: 403,
      message: `User: ${USER} is not authorized to perform: elasticfilesystem:DescribeFileSystems on the specified resource`,
    });
  });

  test("of query services is AccessDenied with status 403", async () => {
    expect(await rejection(new IAM(as({ user: "ann" })).getRole({ RoleName: "app" }))).toEqual({
      name: "AccessDenied",
      status: 403,
      message: lacks("iam:GetRole", "role app"),
    });
    expect(await rejection(new STS(as({ user: "ann" })).getFederationToken({ Name: "bob" }))).toEqual({
      name: "AccessDenied",
      status: 403,
      message: lacks("sts:GetFederationToken", "arn:aws:sts::123456789012:federated-user/bob"),
    });
  });

  test("of EC2 is UnauthorizedOperation; of describes without the resource", async () => {
    const ec2 = new EC2(as({ user: "ann" }));
    const denied = await rejection(ec2.createVpc({ CidrBlock: "10.0.0.0/16" }));
    expect({ ...denied, message: denied.message.replace(/[\w-]{20,}$/, "…") }).toEqual({
      name: "UnauthorizedOperation",
      status: 403,
      message: `You are not authorized to perform this operation. ${lacks("ec2:CreateVpc", "arn:aws:ec2:us-east-1:123456789012:vpc/*")}. Encoded authorization failure message: …`,
    });
    expect(await rejection(ec2.describeVpcs({}))).toEqual({
      name: "UnauthorizedOperation",
      status: 403,
      message: `You are not authorized to perform this operation. User: ${USER} is not authorized to perform: ec2:DescribeVpcs because no identity-based policy allows the ec2:DescribeVpcs action`,
    });
  });

  test("names the type of the policy that denies or does not allow", async () => {
    const ecs = new ECS(as({ user: "ann" }));
    const { Policy } = await iam.createPolicy({
      PolicyName: "edge",
      PolicyDocument: document({ Action: "s3:*" }),
    });
    await give({ Action: "*" });
    await ecs.listClusters({});
    await iam.putUserPermissionsBoundary({ UserName: "ann", PermissionsBoundary: Policy?.Arn });
    expect((await rejection(ecs.listClusters({}))).message).toBe(
      `User: ${USER} is not authorized to perform: ecs:ListClusters on resource: * because no permissions boundary allows the ecs:ListClusters action`,
    );
    await give({ Action: "*" }, { Effect: "Deny", Action: "ecs:List*" });
    expect((await rejection(ecs.listClusters({}))).message).toBe(
      `User: ${USER} is not authorized to perform: ecs:ListClusters on resource: * with an explicit deny in an identity-based policy`,
    );
  });
});

describe("who calls", () => {
  test("the account's own credentials are its root", async () => {
    await new ECS(as({})).createCluster({ clusterName: "c" });
    const record = sim.requests.last({ operation: "CreateCluster" });
    expect(record?.authorization).toEqual({
      decision: "allowed",
      action: "ecs:CreateCluster",
      resource: "arn:aws:ecs:us-east-1:123456789012:cluster/c",
      principal: "arn:aws:iam::123456789012:root",
      reason: "the root user of an account may do what no policy denies",
    });
  });

  test("a user has its own policies and those of its groups, with variables and conditions", async () => {
    await iam.createGroup({ GroupName: "team" });
    await iam.addUserToGroup({ GroupName: "team", UserName: "ann" });
    await iam.putGroupPolicy({
      GroupName: "team",
      PolicyName: "own",
      PolicyDocument: document({
        Action: ["ecs:*Cluster", "ecs:TagResource"],
        Resource: "arn:aws:ecs:*:*:cluster/${aws:username}-*",
        Condition: {
          StringEquals: { "aws:RequestTag/team": "blue" },
          Bool: { "aws:SecureTransport": "true" },
        },
      }),
    });
    const ecs = new ECS(as({ user: "ann", direct: true }));
    const tags = [{ key: "team", value: "blue" }];
    await ecs.createCluster({ clusterName: "ann-1", tags });
    expect((await rejection(ecs.createCluster({ clusterName: "ann-1" }))).name).toBe("AccessDeniedException");
    expect((await rejection(ecs.createCluster({ clusterName: "bob-1", tags }))).name).toBe(
      "AccessDeniedException",
    );
    expect(sim.requests.filter({ operation: "CreateCluster" })[0]?.authorization).toEqual({
      decision: "allowed",
      action: "ecs:CreateCluster",
      resource: "arn:aws:ecs:us-east-1:123456789012:cluster/ann-1",
      principal: USER,
      reason: "allowed by an identity-based policy",
      statement: { policy: "inline policy own of group team", statement: "1" },
    });
  });

  test("a client of a role is a session of it", async () => {
    await iam.createRole({ RoleName: "app", AssumeRolePolicyDocument: trust({ AWS: "*" }) });
    await iam.putRolePolicy({
      RoleName: "app",
      PolicyName: "p",
      PolicyDocument: document({ Action: "ecs:ListClusters" }),
    });
    const ecs = new ECS(as({ role: "app" }));
    await ecs.listClusters({});
    expect((await rejection(ecs.listTaskDefinitions({}))).message).toContain(
      "User: arn:aws:sts::123456789012:assumed-role/app/aws-sim is not authorized",
    );
  });

  test("a role or user that IAM does not have is an error", () => {
    expect(() => sim.clientConfig({ role: "nobody" })).toThrow(
      'There is no role "nobody" in the account 123456789012.',
    );
    expect(() => sim.clientConfig({ user: "nobody", accountId: "210987654321" })).toThrow(
      'There is no user "nobody" in the account 210987654321.',
    );
  });

  test("session policies narrow a role down, managed ones by their ARNs too", async () => {
    await iam.createRole({ RoleName: "app", AssumeRolePolicyDocument: trust({ AWS: USER }) });
    await iam.putRolePolicy({ RoleName: "app", PolicyName: "p", PolicyDocument: document({ Action: "*" }) });
    const sts = new STS(as({ user: "ann" }));
    const assumed = await sts.assumeRole({
      RoleArn: "arn:aws:iam::123456789012:role/app",
      RoleSessionName: "s1",
      Policy: document({ Action: "ecs:ListClusters" }),
      PolicyArns: [{ arn: "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly" }],
    });
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = assumed.Credentials ?? {};
    const credentials = {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    };
    const ecs = new ECS({ ...as({}), credentials });
    await ecs.listClusters({});
    expect((await rejection(ecs.listTaskDefinitions({}))).message).toBe(
      "User: arn:aws:sts::123456789012:assumed-role/app/s1 is not authorized to perform: ecs:ListTaskDefinitions on resource: * because no session policy allows the ecs:ListTaskDefinitions action",
    );
  });
});

describe("AssumeRole", () => {
  const RoleArn = "arn:aws:iam::123456789012:role/app";
  const assume = (more: object = {}, options: Parameters<AwsSim["clientConfig"]>[0] = { user: "ann" }) =>
    new STS(as(options)).assumeRole({ RoleArn, RoleSessionName: "s1", ...more });
  const DENIED = {
    name: "AccessDenied",
    status: 403,
    message: `User: ${USER} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
  };

  test("needs a trust policy that names the caller; whether the role exists is not revealed", async () => {
    await give({ Action: "sts:AssumeRole" });
    expect(await rejection(assume())).toEqual(DENIED);
    await iam.createRole({
      RoleName: "app",
      AssumeRolePolicyDocument: trust({ Service: "ecs-tasks.amazonaws.com" }),
    });
    expect(await rejection(assume())).toEqual(DENIED);
    await iam.updateAssumeRolePolicy({ RoleName: "app", PolicyDocument: trust({ AWS: "123456789012" }) });
    expect((await assume()).AssumedRoleUser?.Arn).toBe("arn:aws:sts::123456789012:assumed-role/app/s1");
  });

  test("by a caller that the trust policy names needs nothing else; of its account, a policy as well", async () => {
    await iam.createRole({ RoleName: "app", AssumeRolePolicyDocument: trust({ AWS: USER }) });
    await assume();
    await iam.updateAssumeRolePolicy({ RoleName: "app", PolicyDocument: trust({ AWS: "123456789012" }) });
    expect(await rejection(assume())).toEqual(DENIED);
  });

  test("fulfils conditions on the external id and the name of the session", async () => {
    const Condition = { StringEquals: { "sts:ExternalId": "x1", "sts:RoleSessionName": "s1" } };
    await iam.createRole({ RoleName: "app", AssumeRolePolicyDocument: trust({ AWS: USER }, { Condition }) });
    expect(await rejection(assume())).toEqual(DENIED);
    expect(await rejection(assume({ ExternalId: "x2" }))).toEqual(DENIED);
    await assume({ ExternalId: "x1" });
    expect(await rejection(assume({ ExternalId: "x1", RoleSessionName: "t1" }))).toEqual(DENIED);
  });

  test("with tags needs sts:TagSession; the session has the tags", async () => {
    await iam.createRole({ RoleName: "app", AssumeRolePolicyDocument: trust({ AWS: USER }) });
    const Tags = [{ Key: "team", Value: "blue" }];
    expect((await rejection(assume({ Tags }))).message).toBe(
      `User: ${USER} is not authorized to perform: sts:TagSession on resource: ${RoleArn}`,
    );
    const both = trust({ AWS: USER }, { Action: ["sts:AssumeRole", "sts:TagSession"] });
    await iam.updateAssumeRolePolicy({ RoleName: "app", PolicyDocument: both });
    await iam.putRolePolicy({
      RoleName: "app",
      PolicyName: "p",
      PolicyDocument: document({
        Action: "ecs:*",
        Condition: { StringEquals: { "aws:PrincipalTag/team": "blue" } },
      }),
    });
    const tagged = (await assume({ Tags })).Credentials;
    const plain = (await assume()).Credentials;
    const ecsOf = (given: typeof tagged) =>
      new ECS({
        ...as({}),
        credentials: {
          accessKeyId: given?.AccessKeyId ?? "",
          secretAccessKey: given?.SecretAccessKey ?? "",
          sessionToken: given?.SessionToken ?? "",
        },
      });
    await ecsOf(tagged).listClusters({});
    expect((await rejection(ecsOf(plain).listClusters({}))).name).toBe("AccessDeniedException");
  });

  test("across accounts needs both policies", async () => {
    await iam.createRole({ RoleName: "app", AssumeRolePolicyDocument: trust({ AWS: "210987654321" }) });
    const other = new IAM(sim.clientConfig({ accountId: "210987654321" }));
    await other.createUser({ UserName: "bob" });
    const bob = { user: "bob", accountId: "210987654321" };
    expect((await rejection(assume({}, bob))).name).toBe("AccessDenied");
    await other.putUserPolicy({
      UserName: "bob",
      PolicyName: "p",
      PolicyDocument: document({ Action: "sts:AssumeRole", Resource: RoleArn }),
    });
    expect((await assume({}, bob)).AssumedRoleUser?.Arn).toContain("assumed-role/app/s1");
  });

  test("GetCallerIdentity needs nothing, even under an explicit deny", async () => {
    await give({ Effect: "Deny", Action: "*" });
    expect((await new STS(as({ user: "ann" })).getCallerIdentity({})).Arn).toBe(USER);
  });
});

describe("PassRole", () => {
  const taskRoleArn = "arn:aws:iam::123456789012:role/task";
  const register = () =>
    new ECS(as({ user: "ann" })).registerTaskDefinition({
      family: "f",
      taskRoleArn,
      containerDefinitions: [{ name: "c", image: "i", memory: 64 }],
    });

  test("is needed for the roles of a task, and only for the service that they are passed to", async () => {
    const define = { Action: "ecs:RegisterTaskDefinition" };
    await give(define);
    expect((await rejection(register())).message).toBe(
      `User: ${USER} is not authorized to perform: iam:PassRole on resource: ${taskRoleArn} because no identity-based policy allows the iam:PassRole action`,
    );
    const to = (service: string) => ({
      Action: "iam:PassRole",
      Condition: { StringEquals: { "iam:PassedToService": service } },
    });
    await give(define, to("lambda.amazonaws.com"));
    expect((await rejection(register())).name).toBe("AccessDeniedException");
    await give(define, to("ecs-tasks.amazonaws.com"));
    expect((await register()).taskDefinition?.taskRoleArn).toBe(taskRoleArn);
  });
});

describe("the mode", () => {
  const list = () => new ECS(as({ user: "ann" })).listClusters({});

  test("P07: audit records the denial and the request continues", async () => {
    sim.authorization.mode = "audit";
    await list();
    expect(sim.requests.last({ operation: "ListClusters" })?.authorization).toEqual({
      decision: "denied",
      action: "ecs:ListClusters",
      resource: "*",
      principal: USER,
      reason: "no identity-based policy allows it",
    });
  });

  test("P07: off decides nothing; a reset goes back to the option", async () => {
    sim.authorization.mode = "off";
    await list();
    expect(sim.requests.last({ operation: "ListClusters" })).not.toHaveProperty("authorization");
    sim.reset();
    expect(sim.authorization.mode).toBe("enforce");
  });

  test("any other is an error", () => {
    expect(() => Reflect.set(sim.authorization, "mode", "on")).toThrow(
      'The authorization mode cannot be "on". Use "off", "audit" or "enforce".',
    );
  });
});
