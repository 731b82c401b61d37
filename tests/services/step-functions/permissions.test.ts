import { ECS } from "@aws-sdk/client-ecs";
import { IAM } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { executionsWorld } from "./executions-world.js";
import { ACCOUNT, machineArn, ROLE } from "./step-functions-world.js";

const world = executionsWorld({ authorization: "enforce" });
const TASK_ROLE = `arn:aws:iam::${ACCOUNT}:role/task`;
let iam: IAM;
let ecs: ECS;
beforeAll(() => {
  iam = new IAM(world.sim.clientConfig());
  ecs = new ECS(world.sim.clientConfig());
});
afterAll(() => {
  iam.destroy();
  ecs.destroy();
});

const document = (statement: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
const trust = (Principal: object) => document({ Principal, Action: "sts:AssumeRole" });
const createRole = (RoleName: string, Principal: object) =>
  iam.createRole({ RoleName, AssumeRolePolicyDocument: trust(Principal) });
/** Replaces what the role of the state machines may do. */
const allow = (...Action: string[]) =>
  iam.putRolePolicy({
    RoleName: "machine",
    PolicyName: "p",
    PolicyDocument: document({ Action, Resource: "*" }),
  });

const lambda = { Resource: "arn:aws:states:::lambda:invoke", Parameters: { FunctionName: "price" } };
const getObject = {
  Resource: "arn:aws:states:::aws-sdk:s3:getObject",
  Parameters: { Bucket: "bucket", Key: "k" },
};
const runTask = {
  Resource: "arn:aws:states:::ecs:runTask",
  Parameters: { TaskDefinition: "convert", LaunchType: "FARGATE" },
};

/** The outcome of a task that runs with the role. */
async function outcomeOf(task: object) {
  const arn = await world.run({ T: { Type: "Task", ...task, End: true } });
  return world.outcome(arn);
}

/** The failure of a task, with placeholders for what is random. */
async function failureOf(task: object) {
  const { error, cause } = await outcomeOf(task);
  const uuid = /[0-9a-f]{8}-[0-9a-f-]{27}/g;
  return { error, cause: String(cause).replace(uuid, "<id>") };
}

const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/machine/<id>`;
const denied = (action: string, resource: string) =>
  `User: ${SESSION} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;

describe("tasks call in the role of the state machine", () => {
  beforeEach(async () => {
    await createRole("machine", { Service: "states.amazonaws.com" });
    world.sim.lambda.on("price", { ok: true });
    world.sim.s3.createBucket("bucket");
    world.sim.s3.putObject("bucket", "k", "text");
  });

  test("lambda:invoke", async () => {
    const resource = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:price`;
    expect(await failureOf(lambda)).toEqual({
      error: "Lambda.AWSLambdaException",
      cause: `${denied("lambda:InvokeFunction", resource)} (Service: AWSLambda; Status Code: 403; Error Code: AccessDeniedException; Request ID: <id>; Proxy: null)`,
    });
  });

  test("lambda:invoke, once it may", async () => {
    await allow("lambda:InvokeFunction");
    expect(await outcomeOf(lambda)).toMatchObject({
      status: "SUCCEEDED",
      output: { Payload: { ok: true } },
    });
    expect(world.sim.requests.last({ service: "lambda" })?.authorization).toMatchObject({
      decision: "allowed",
      action: "lambda:InvokeFunction",
      principal: expect.stringContaining("assumed-role/machine/"),
    });
    expect(world.sim.iam.leastPrivilege({ role: "machine" })).toMatchObject({
      Statement: [{ Action: ["lambda:InvokeFunction"] }],
    });
  });

  test("a function by its ARN", async () => {
    const Resource = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:price`;
    expect(await failureOf({ Resource })).toMatchObject({ error: "Lambda.AWSLambdaException" });
    world.sim.reset();
    await createRole("machine", { Service: "states.amazonaws.com" });
    world.sim.lambda.on("price", { ok: true });
    await allow("lambda:InvokeFunction");
    expect(await outcomeOf({ Resource })).toEqual({ status: "SUCCEEDED", output: { ok: true } });
  });

  test("an action of an SDK; a denial can be caught", async () => {
    expect((await failureOf(getObject)).cause).toContain(denied("s3:GetObject", '"arn:aws:s3:::bucket/k"'));
    const caught = await world.states(
      {
        T: {
          Type: "Task",
          ...getObject,
          Catch: [{ ErrorEquals: ["States.TaskFailed"], Next: "S" }],
          End: true,
        },
        S: { Type: "Succeed" },
      },
      {},
      "catching",
    );
    const arn = await world.start(caught);
    await world.settled();
    expect(await world.outcome(arn)).toMatchObject({ status: "SUCCEEDED" });
  });

  test("states:startExecution, on the ARN of the state machine", async () => {
    await world.states({ P: { Type: "Pass", End: true } }, {}, "child");
    const start = {
      Resource: "arn:aws:states:::states:startExecution",
      Parameters: { StateMachineArn: machineArn("child") },
    };
    expect(await failureOf(start)).toMatchObject({
      error: "StepFunctions.AWSStepFunctionsException",
      cause: expect.stringContaining(denied("states:StartExecution", machineArn("child"))),
    });
  });
});

describe("ecs:runTask", () => {
  beforeEach(async () => {
    await createRole("machine", { Service: "states.amazonaws.com" });
    await createRole("task", { Service: "ecs-tasks.amazonaws.com" });
    await ecs.createCluster({});
    await ecs.registerTaskDefinition({
      family: "convert",
      taskRoleArn: TASK_ROLE,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      containerDefinitions: [{ name: "main", image: "nginx" }],
    });
  });

  test("needs permission to pass the roles of the task", async () => {
    await allow("ecs:RunTask");
    const network = { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ["subnet-0a1b2c3d"] } } };
    const task = { ...runTask, Parameters: { ...runTask.Parameters, ...network } };
    expect(await failureOf(task)).toEqual({
      error: "ECS.AccessDeniedException",
      cause: `${denied("iam:PassRole", TASK_ROLE)} (Service: AmazonECS; Status Code: 400; Error Code: AccessDeniedException; Request ID: <id>; Proxy: null)`,
    });
    await allow("ecs:RunTask", "iam:PassRole");
    const arn = await world.start(machineArn("m"));
    await world.settled();
    expect((await world.outcome(arn)).status).toBe("SUCCEEDED");
  });

  test("with .sync needs permission for the rule by which Step Functions learns of its end", async () => {
    const definition = JSON.stringify({
      StartAt: "P",
      States: {
        P: {
          Type: "Parallel",
          End: true,
          Branches: [
            {
              StartAt: "T",
              States: { T: { Type: "Task", ...runTask, Resource: `${runTask.Resource}.sync`, End: true } },
            },
          ],
        },
      },
    });
    const create = () => world.sfn.createStateMachine({ name: "sync", definition, roleArn: ROLE });
    expect(await failure(create())).toEqual({
      code: "AccessDeniedException",
      status: 400,
      message: `'${ROLE}' is not authorized to create managed-rule.`,
    });
    await allow("events:PutTargets", "events:PutRule", "events:DescribeRule");
    expect((await create()).stateMachineArn).toBe(machineArn("sync"));
  });
});

describe("the role of a state machine", () => {
  const refused = {
    code: "AccessDeniedException",
    status: 400,
    message:
      "Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.",
  };

  test("must exist and trust Step Functions", async () => {
    expect(await failure(world.machine())).toEqual(refused);
    await createRole("machine", { Service: "lambda.amazonaws.com" });
    expect(await failure(world.machine())).toEqual(refused);
    const trusted = trust({ Service: "states.us-east-1.amazonaws.com" });
    await iam.updateAssumeRolePolicy({ RoleName: "machine", PolicyDocument: trusted });
    const stateMachineArn = await world.machine();
    const roleArn = `arn:aws:iam::${ACCOUNT}:role/other`;
    expect(await failure(world.sfn.updateStateMachine({ stateMachineArn, roleArn }))).toEqual(refused);
  });

  test("must be allowed to deliver logs", async () => {
    await createRole("machine", { Service: "states.amazonaws.com" });
    await world.logs.createLogGroup({ logGroupName: "g" });
    const logGroupArn = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:g:*`;
    const loggingConfiguration = {
      level: "ALL" as const,
      destinations: [{ cloudWatchLogsLogGroup: { logGroupArn } }],
    };
    expect(await failure(world.machine("m", { loggingConfiguration }))).toEqual({
      ...refused,
      message: "The state machine IAM Role is not authorized to access the Log Destination",
    });
    await allow("logs:*");
    expect(await world.machine("m", { loggingConfiguration })).toBe(machineArn("m"));
  });
});

describe("Credentials", () => {
  const task = { ...getObject, Credentials: { RoleArn: TASK_ROLE } };
  beforeEach(async () => {
    await createRole("machine", { Service: "states.amazonaws.com" });
    world.sim.s3.createBucket("bucket");
    world.sim.s3.putObject("bucket", "k", "text");
  });

  test("name a role that the role of the state machine must be allowed to assume", async () => {
    await createRole("task", { Service: "ecs-tasks.amazonaws.com" });
    await allow("s3:GetObject", "sts:AssumeRole");
    expect(await failureOf(task)).toEqual({
      error: "States.TaskFailed",
      cause: `The role ${ROLE} is not authorized to assume the task state's role, ${TASK_ROLE}.`,
    });
  });

  test("are what the task calls with", async () => {
    await createRole("task", { AWS: ROLE });
    await allow("sts:AssumeRole");
    expect((await failureOf(task)).cause).toContain("assumed-role/task/");
    await iam.putRolePolicy({
      RoleName: "task",
      PolicyName: "p",
      PolicyDocument: document({ Action: "s3:GetObject", Resource: "*" }),
    });
    const arn = await world.start(machineArn("m"));
    await world.settled();
    expect(await world.outcome(arn)).toMatchObject({ status: "SUCCEEDED", output: { Body: "text" } });
  });
});

test("where permissions are audited, every request continues and is recorded", async () => {
  world.sim.authorization.mode = "audit";
  world.sim.lambda.on("price", { ok: true });
  expect(await outcomeOf(lambda)).toMatchObject({ status: "SUCCEEDED" });
  expect(world.sim.requests.last({ service: "lambda" })?.authorization).toMatchObject({ decision: "denied" });
});
