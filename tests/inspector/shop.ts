import { ECS, type RegisterTaskDefinitionCommandInput } from "@aws-sdk/client-ecs";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { IAM } from "@aws-sdk/client-iam";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { SFN } from "@aws-sdk/client-sfn";
import { SQS } from "@aws-sdk/client-sqs";
import type { AwsSim } from "../../lib/index.js";

const EXPORT: RegisterTaskDefinitionCommandInput = {
  family: "export",
  networkMode: "awsvpc",
  requiresCompatibilities: ["FARGATE"],
  cpu: "256",
  memory: "512",
  containerDefinitions: [
    {
      name: "main",
      image: "export:1",
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": "/shop/export",
          "awslogs-stream-prefix": "task",
          "awslogs-region": "us-east-1",
        },
      },
    },
  ],
};

const MACHINE = {
  StartAt: "Check order",
  States: {
    "Check order": {
      Type: "Choice",
      Choices: [{ Variable: "$.total", NumericGreaterThan: 100, Next: "Ask for approval" }],
      Default: "Charge",
    },
    "Ask for approval": { Type: "Wait", Seconds: 3_600, Next: "Charge" },
    Charge: {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Parameters: { FunctionName: "charge", "Payload.$": "$" },
      Retry: [{ ErrorEquals: ["States.ALL"], MaxAttempts: 2 }],
      Catch: [{ ErrorEquals: ["States.ALL"], Next: "Refuse" }],
      Next: "Both",
    },
    Refuse: { Type: "Fail", Error: "NotCharged" },
    Both: {
      Type: "Parallel",
      Branches: [
        { StartAt: "Pack", States: { Pack: { Type: "Pass", End: true } } },
        { StartAt: "Send a receipt", States: { "Send a receipt": { Type: "Pass", End: true } } },
      ],
      End: true,
    },
  },
};

/** Fills a simulator whose clock is frozen with something of everything that the inspector shows. */
export async function fillShop(sim: AwsSim): Promise<void> {
  const config = { ...sim.clientConfig(), maxAttempts: 1 };
  const arn = (service: string, resource: string) =>
    `arn:aws:${service}:${sim.region}:${sim.accountId}:${resource}`;
  const role = `arn:aws:iam::${sim.accountId}:role/app`;
  const iam = new IAM(config);
  await iam.createRole({
    RoleName: "app",
    AssumeRolePolicyDocument: policy({ Service: "lambda.amazonaws.com" }),
  });
  await iam.putRolePolicy({ RoleName: "app", PolicyName: "objects", PolicyDocument: policy() });

  sim.s3.createBucket("reports");
  sim.s3.putObject("reports", "2030/rows.csv", "id,name\n1,lamp\n2,chair\n", { ContentType: "text/csv" });
  await new S3(config).getObject({ Bucket: "reports", Key: "none" }).catch(() => {});
  sim.faults.add({ service: "s3", operation: "PutObject", throttle: true, times: 1 });
  await new S3(config).putObject({ Bucket: "reports", Key: "busy", Body: "x" }).catch(() => {});
  await sim.clock.advance("3s");

  const sqs = new SQS(config);
  for (const QueueName of ["orders", "receipts"]) await sqs.createQueue({ QueueName });
  for (const id of [42, 43, 44]) sim.sqs.send("orders", { id, lines: ["lamp", "chair"] });
  await sqs.receiveMessage({ QueueUrl: `${sim.url}/${sim.accountId}/orders` });

  const events = new EventBridge(config);
  await events.putRule({ Name: "paid-orders", EventPattern: '{"detail-type":["order paid"]}' });
  await events.putTargets({
    Rule: "paid-orders",
    Targets: [{ Id: "receipts", Arn: arn("sqs", "receipts") }],
  });
  sim.eventBridge.put({ source: "shop", detailType: "order paid", detail: { id: 42 } });
  sim.eventBridge.put({ source: "shop", detailType: "order sent", detail: { id: 42 } });

  const ecs = new ECS(config);
  sim.ecs.onTask("export", async (task) => {
    task.stdout("reading orders\nwriting rows");
    await task.sleep("20s");
    return 3;
  });
  await ecs.createCluster({});
  await ecs.registerTaskDefinition({ ...EXPORT, executionRoleArn: role });
  await ecs.runTask({
    taskDefinition: "export",
    launchType: "FARGATE",
    networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
  });
  await sim.clock.advance("40s");

  let calls = 0;
  sim.lambda.on("charge", () => {
    if (++calls === 1) throw new Error("The bank does not answer.");
    return { paid: true };
  });
  const sfn = new SFN(config);
  const definition = JSON.stringify(MACHINE);
  const { stateMachineArn } = await sfn.createStateMachine({ name: "orders", roleArn: role, definition });
  await sfn.startExecution({ stateMachineArn, name: "small", input: '{"total":10}' });
  await sim.clock.advance("10s");
  await sfn.startExecution({ stateMachineArn, name: "large", input: '{"total":1000}' });
  await sim.clock.advance("1m");

  sim.authorization.mode = "enforce";
  await new Lambda(sim.clientConfig({ role: "app" })).listFunctions({}).catch(() => {});
  sim.authorization.mode = "off";
}

function policy(principal?: object): string {
  const statement = principal
    ? { Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" }
    : { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:aws:s3:::reports/*" };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

/** A view of a filled simulator. */
export interface View {
  readonly name: string;
  readonly fragment: string;
  /** What is seen when it is complete. */
  readonly shows: string;
}

/** The views of a filled simulator. */
export function viewsOf(sim: AwsSim): View[] {
  const execution = sim.stepFunctions.executions("orders")[0]?.executionArn ?? "";
  const request = sim.requests.filter({ operation: "Invoke" })[0]?.requestId ?? "";
  const queue = `arn:aws:sqs:${sim.region}:${sim.accountId}:orders`;
  const at = (name: string, path: readonly string[], shows: string): View => ({
    name,
    fragment: `#${path.map(encodeURIComponent).join("/")}`,
    shows,
  });
  return [
    at("timeline", ["timeline"], "ListFunctions"),
    at("entry", ["timeline", `request:${request}`], "Caused by"),
    at("queues", ["state", "sqs", "queues"], "receipts"),
    at(
      "messages",
      ["state", "sqs", "Messages", "orders", sim.sqs.messages("orders")[0]?.messageId ?? ""],
      "Content",
    ),
    at("objects", ["state", "s3", "Objects", "reports", "2030/rows.csv"], "1,lamp"),
    at("log events", ["state", "logs", "Events", "/shop/export"], "writing rows"),
    at("tasks", ["state", "ecs", "runs"], "export"),
    at(
      "rules",
      ["state", "eventBridge", "Matches", sim.eventBridge.rules()[0]?.arn ?? ""],
      "shop order paid",
    ),
    at("role", ["state", "iam", "Effective policies", "app"], "Who may assume it"),
    at("rows", ["state", "ecs", "rows"], "ecs.clusters"),
    at("found", ["state", "find", queue], "sqs.queues"),
    at("coverage", ["machines"], "Never taken"),
    at("execution", ["machines", "orders", execution], "small"),
    at("controls", ["controls"], "Control methods"),
  ];
}
