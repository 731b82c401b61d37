import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { ECS } from "@aws-sdk/client-ecs";
import { IAM } from "@aws-sdk/client-iam";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../../lib/index.js";
import { ZIP } from "../services/lambda/lambda-world.js";

const ROLE = "arn:aws:iam::123456789012:role/app";

let sim: AwsSim;
let iam: IAM;

beforeAll(async () => {
  sim = await createAwsSim({ clock: "frozen", delays: 0, authorization: "enforce" });
  iam = new IAM(sim.clientConfig());
});
afterAll(() => sim.close());
beforeEach(async () => {
  sim.reset();
  const Statement = {
    Effect: "Allow",
    Action: "sts:AssumeRole",
    Principal: { Service: "lambda.amazonaws.com" },
  };
  await iam.createRole({
    RoleName: "app",
    AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement }),
  });
  sim.s3.createBucket("exports");
});

const give = (...Action: readonly string[]) =>
  iam.putRolePolicy({
    RoleName: "app",
    PolicyName: "p",
    PolicyDocument: JSON.stringify({
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Action, Resource: "*" },
    }),
  });

/** Puts an object with the credentials of a configuration. */
async function put(config: ConstructorParameters<typeof S3>[0]): Promise<string> {
  const s3 = new S3({ ...config, maxAttempts: 1 });
  return s3.putObject({ Bucket: "exports", Key: "k", Body: "x" }).then(
    () => "written",
    (error: Error) => error.message,
  );
}

const DENIED = (session: string) =>
  `User: arn:aws:sts::123456789012:assumed-role/app/${session} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::exports/k" because no identity-based policy allows the s3:PutObject action`;

describe("a handler of a function", () => {
  const lambda = () => new Lambda(sim.clientConfig());
  const create = () =>
    lambda().createFunction({
      FunctionName: "writer",
      Role: ROLE,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Code: { ZipFile: ZIP },
    });
  const invoke = async () => {
    const { Payload } = await lambda().invoke({ FunctionName: "writer" });
    return JSON.parse(Buffer.from(Payload ?? []).toString()) as unknown;
  };

  test("P05: acts as the execution role, and is denied what that lacks", async () => {
    await create();
    sim.lambda.on("writer", (_event, context) => put(context.clientConfig()));
    expect(await invoke()).toBe(DENIED("writer"));
    await give("s3:PutObject");
    expect(await invoke()).toBe("written");
  });

  test("has the credentials in its environment", async () => {
    await create();
    await give("s3:PutObject");
    sim.lambda.on("writer", (_event, { env }) =>
      put({
        endpoint: env.AWS_ENDPOINT_URL ?? "",
        region: env.AWS_REGION ?? "",
        forcePathStyle: true,
        credentials: {
          accessKeyId: env.AWS_ACCESS_KEY_ID ?? "",
          secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? "",
          sessionToken: env.AWS_SESSION_TOKEN ?? "",
        },
      }),
    );
    expect(await invoke()).toBe("written");
    expect(sim.requests.last({ operation: "PutObject" })?.authorization?.principal).toBe(
      "arn:aws:sts::123456789012:assumed-role/app/writer",
    );
  });

  test("without a function, and so without a role, is an error; while nothing is enforced it is the root", async () => {
    sim.lambda.on("writer", (_event, context) => put(context.clientConfig()));
    expect(await invoke()).toMatchObject({
      errorMessage: expect.stringContaining("The handler has no role to act as"),
    });
    sim.authorization.mode = "off";
    expect(await invoke()).toBe("written");
  });
});

describe("a handler of a task", () => {
  const ecs = () => new ECS(sim.clientConfig());
  const run = async (more: object = {}) => {
    await ecs().createCluster({});
    await ecs().registerTaskDefinition({
      family: "writer",
      taskRoleArn: ROLE,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      containerDefinitions: [{ name: "c", image: "i", memory: 64 }],
      ...more,
    });
    const { tasks } = await ecs().runTask({
      taskDefinition: "writer",
      launchType: "FARGATE",
      networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
    });
    await sim.clock.runUntilIdle();
    return tasks?.[0]?.taskArn ?? "";
  };

  test("P05: acts as the task role", async () => {
    const results: string[] = [];
    sim.ecs.onTask("writer", async (task) => {
      results.push(await put(task.clientConfig()));
    });
    const id = (await run()).split("/").at(-1) ?? "";
    expect(results).toEqual([DENIED(id)]);
    await give("s3:PutObject");
    await run();
    expect(results[1]).toBe("written");
  });

  test("P06: is not started if the execution role may not pull the image or write logs", async () => {
    const image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/app:v1";
    sim.ecr.pushImage("app", "v1", { content: "app" });
    const options = { "awslogs-group": "/app", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "s" };
    const more = {
      executionRoleArn: ROLE,
      containerDefinitions: [
        { name: "c", image, memory: 64, logConfiguration: { logDriver: "awslogs", options } },
      ],
    };
    const reason = async () => {
      const { tasks } = await ecs().describeTasks({ tasks: [await run(more)] });
      return tasks?.[0]?.stoppedReason;
    };
    expect(await reason()).toContain("logs:CreateLogStream");
    await give("logs:*");
    expect(await reason()).toContain("ecr:GetAuthorizationToken on resource: *");
    await give("logs:*", "ecr:GetAuthorizationToken");
    expect(await reason()).toContain("CannotPullContainerError");
    await give("logs:*", "ecr:*");
    expect(await reason()).toBeUndefined();
  });
});

describe("a service that invokes a function", () => {
  const FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:writer";
  beforeEach(() => {
    sim.lambda.on("writer", () => "done");
  });
  const permit = async (Principal: string, SourceArn: string) => {
    const lambda = new Lambda(sim.clientConfig());
    await lambda.createFunction({
      FunctionName: "writer",
      Role: ROLE,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Code: { ZipFile: ZIP },
    });
    await lambda.addPermission({
      FunctionName: "writer",
      StatementId: "s",
      Action: "lambda:InvokeFunction",
      Principal,
      SourceArn,
    });
  };

  test("needs its policy: S3", async () => {
    const configure = () =>
      new S3(sim.clientConfig()).putBucketNotificationConfiguration({
        Bucket: "exports",
        NotificationConfiguration: {
          LambdaFunctionConfigurations: [{ LambdaFunctionArn: FUNCTION, Events: ["s3:ObjectCreated:*"] }],
        },
      });
    await expect(configure()).rejects.toThrow("Unable to validate the following destination configurations");
    await permit("s3.amazonaws.com", "arn:aws:s3:::exports");
    await configure();
  });

  test("needs its policy: Logs", async () => {
    const logs = new CloudWatchLogs(sim.clientConfig());
    await logs.createLogGroup({ logGroupName: "/app" });
    const subscribe = () =>
      logs.putSubscriptionFilter({
        logGroupName: "/app",
        filterName: "all",
        filterPattern: "",
        destinationArn: FUNCTION,
      });
    await expect(subscribe()).rejects.toThrow("Could not execute the lambda function.");
    await permit("logs.amazonaws.com", "arn:aws:logs:us-east-1:123456789012:log-group:/app:*");
    await subscribe();
    sim.logs.put("/app", "s", "hello");
    await sim.clock.runUntilIdle();
    expect(sim.lambda.invocations("writer")).toHaveLength(1);
  });
});
