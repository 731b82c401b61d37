import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
} from "@aws-sdk/client-bedrock-runtime";
import { CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from "@aws-sdk/client-dynamodb";
import { EC2Client, RunInstancesCommand } from "@aws-sdk/client-ec2";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { IAMClient, SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import { GetScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { DescribeExecutionCommand, SFNClient } from "@aws-sdk/client-sfn";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { GetParameterCommand, ParameterNotFound, SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../../../lib/index.js";

let sim: AwsSim;
const clients: { destroy(): void }[] = [];
beforeAll(async () => {
  sim = await createAwsSim({ clock: "frozen", startTime: "2030-01-01T00:00:00Z" });
});
afterEach(() => {
  for (const client of clients.splice(0)) client.destroy();
  sim.reset();
});
afterAll(() => sim.close());

/** A client of the simulator without retries. It uses no socket: that of Bedrock would use HTTP/2. */
function client<Client extends { destroy(): void }>(make: new (config: object) => Client): Client {
  const made = new make({ ...sim.clientConfig({ direct: true }), maxAttempts: 1 });
  clients.push(made);
  return made;
}

async function withoutMetadata(sent: Promise<{ $metadata: unknown }>): Promise<object> {
  const { $metadata: _, ...output } = await sent;
  return output;
}

test("DynamoDB: items, errors with members, conditions", async () => {
  const dynamodb = client(DynamoDBClient);
  const Key = { id: { S: "42" } };
  const item = { id: { S: "42" }, photo: { B: new Uint8Array([1, 2]) }, tags: { SS: ["a"] } };
  sim.stub(GetItemCommand, {});
  const found = sim.stub(GetItemCommand, { Item: item }, { when: { TableName: "orders", Key } });
  expect(await withoutMetadata(dynamodb.send(new GetItemCommand({ TableName: "orders", Key })))).toEqual({
    Item: item,
  });
  expect(await withoutMetadata(dynamodb.send(new GetItemCommand({ TableName: "carts", Key })))).toEqual({});
  expect(found.calls.map(({ input }) => input)).toEqual([{ TableName: "orders", Key }]);

  sim.stub(PutItemCommand, { error: "ConditionalCheckFailedException", message: "Not new.", Item: item });
  const error: unknown = await dynamodb
    .send(new PutItemCommand({ TableName: "orders", Item: item }))
    .catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ConditionalCheckFailedException);
  expect(error).toMatchObject({ message: "Not new.", Item: item, $metadata: { httpStatusCode: 400 } });

  sim.stub("dynamodb", "Query", [
    { Items: [item], LastEvaluatedKey: Key, Count: 1 },
    { Items: [], Count: 0 },
  ]);
  const query = () => dynamodb.send(new QueryCommand({ TableName: "orders" }));
  expect([(await query()).Items, (await query()).Items]).toEqual([[item], []]);
});

test("Bedrock: JSON in bytes, and documents", async () => {
  const bedrock = client(BedrockRuntimeClient);
  sim.stub(InvokeModelCommand, ({ body, modelId }) => ({
    body: JSON.stringify({ modelId, asked: JSON.parse(Buffer.from(body as Uint8Array).toString()) }),
    contentType: "application/json",
  }));
  const { body } = await bedrock.send(
    new InvokeModelCommand({ modelId: "titan", body: '{"inputText":"Hi"}' }),
  );
  expect(body.transformToString()).toBe('{"modelId":"titan","asked":{"inputText":"Hi"}}');

  const answer = {
    output: { message: { role: "assistant" as const, content: [{ text: "Hello." }] } },
    stopReason: "end_turn" as const,
    usage: { inputTokens: 3, outputTokens: 2, totalTokens: 5 },
    metrics: { latencyMs: 12 },
  };
  sim.stub(ConverseCommand, answer);
  expect(
    await withoutMetadata(bedrock.send(new ConverseCommand({ modelId: "titan", messages: [] }))),
  ).toEqual(answer);
});

test("SSM, EventBridge, SNS, SQS, Scheduler, CloudWatch: answers in every protocol", async () => {
  sim.stub(GetParameterCommand, {
    Parameter: { Name: "/db/url", Value: "postgres://", LastModifiedDate: 0 },
  });
  expect(await withoutMetadata(client(SSMClient).send(new GetParameterCommand({ Name: "/db/url" })))).toEqual(
    { Parameter: { Name: "/db/url", Value: "postgres://", LastModifiedDate: new Date(0) } },
  );

  sim.stub(GetParameterCommand, { error: "ParameterNotFound" });
  await expect(client(SSMClient).send(new GetParameterCommand({ Name: "/none" }))).rejects.toThrow(
    ParameterNotFound,
  );

  const events = sim.stub("eventbridge", "PutEvents", { FailedEntryCount: 0, Entries: [{ EventId: "1" }] });
  const Entries = [{ Source: "shop", DetailType: "OrderPlaced", Detail: '{"id":42}' }];
  expect(await withoutMetadata(client(EventBridgeClient).send(new PutEventsCommand({ Entries })))).toEqual({
    FailedEntryCount: 0,
    Entries: [{ EventId: "1" }],
  });
  expect(events.lastCall?.input).toEqual({ Entries });
  expect(events.service).toBe("eventBridge");

  sim.stub(PublishCommand, { MessageId: "m-1" });
  expect(
    await withoutMetadata(
      client(SNSClient).send(new PublishCommand({ TopicArn: "arn:aws:sns:::t", Message: "Hi" })),
    ),
  ).toEqual({ MessageId: "m-1" });

  sim.stub(ReceiveMessageCommand, {
    Messages: [{ MessageId: "1", Body: "hello", MD5OfBody: "5d41402abc4b2a76b9719d911017c592" }],
  });
  const QueueUrl = `${sim.url}/123456789012/q`;
  expect(
    await withoutMetadata(client(SQSClient).send(new ReceiveMessageCommand({ QueueUrl }))),
  ).toMatchObject({ Messages: [{ MessageId: "1", Body: "hello" }] });

  sim.stub(GetScheduleCommand, {
    Name: "nightly",
    StartDate: "2030-01-01T00:00:00Z",
    Target: { Arn: "a", RoleArn: "r" },
  });
  expect(
    await withoutMetadata(client(SchedulerClient).send(new GetScheduleCommand({ Name: "nightly" }))),
  ).toEqual({
    Name: "nightly",
    StartDate: new Date("2030-01-01T00:00:00Z"),
    Target: { Arn: "a", RoleArn: "r" },
  });

  sim.stub(GetMetricDataCommand, {
    MetricDataResults: [
      { Id: "m1", Timestamps: [new Date("2030-01-01T00:00:00Z")], Values: [0.5], StatusCode: "Complete" },
    ],
  });
  expect(
    await withoutMetadata(
      client(CloudWatchClient).send(
        new GetMetricDataCommand({ MetricDataQueries: [], StartTime: new Date(0), EndTime: new Date(1) }),
      ),
    ),
  ).toEqual({
    MetricDataResults: [
      { Id: "m1", Timestamps: [new Date("2030-01-01T00:00:00Z")], Values: [0.5], StatusCode: "Complete" },
    ],
  });
});

test("operations that a simulated service lacks", async () => {
  sim.stub(SimulatePrincipalPolicyCommand, {
    EvaluationResults: [{ EvalActionName: "s3:GetObject", EvalDecision: "allowed" }],
  });
  const PolicySourceArn = "arn:aws:iam::123456789012:role/app";
  expect(
    await withoutMetadata(
      client(IAMClient).send(
        new SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames: ["s3:GetObject"] }),
      ),
    ),
  ).toEqual({ EvaluationResults: [{ EvalActionName: "s3:GetObject", EvalDecision: "allowed" }] });

  sim.stub(RunInstancesCommand, { Instances: [{ InstanceId: "i-1", LaunchTime: "2030-01-01T00:00:00Z" }] });
  expect(
    await withoutMetadata(client(EC2Client).send(new RunInstancesCommand({ MinCount: 1, MaxCount: 1 }))),
  ).toEqual({ Instances: [{ InstanceId: "i-1", LaunchTime: new Date("2030-01-01T00:00:00Z") }] });
});

test("an output that has a member error", async () => {
  const executionArn = "arn:aws:states:us-east-1:123456789012:execution:m:e";
  const stateMachineArn = "arn:aws:states:us-east-1:123456789012:stateMachine:m";
  const output = { executionArn, stateMachineArn, startDate: new Date(0), error: "States.TaskFailed" };
  const sfn = client(SFNClient);
  sim.stub(DescribeExecutionCommand, [{ ...output, status: "FAILED" }, { error: "ExecutionDoesNotExist" }]);
  const describe = () => withoutMetadata(sfn.send(new DescribeExecutionCommand({ executionArn })));
  expect(await describe()).toEqual({ ...output, status: "FAILED" });
  await expect(describe()).rejects.toMatchObject({ name: "ExecutionDoesNotExist" });
});

test("a stream of events", async () => {
  sim.stub(ConverseStreamCommand, {
    stream: [
      { messageStart: { role: "assistant" } },
      { contentBlockDelta: { delta: { text: "Hel" }, contentBlockIndex: 0 } },
      { contentBlockDelta: { delta: { text: "lo." }, contentBlockIndex: 0 } },
      { messageStop: { stopReason: "end_turn" } },
    ],
  });
  const bedrock = client(BedrockRuntimeClient);
  const { stream } = await bedrock.send(new ConverseStreamCommand({ modelId: "titan", messages: [] }));
  const text: (string | undefined)[] = [];
  for await (const event of stream ?? []) text.push(event.contentBlockDelta?.delta?.text);
  expect(text.join("")).toBe("Hello.");

  // As they come, and with an error on the way.
  sim.stub("bedrock-runtime", "ConverseStream", () => ({
    stream: (async function* () {
      yield { messageStart: { role: "assistant" as const } };
      yield { throttlingException: { message: "Too many." } };
    })(),
  }));
  const second = await bedrock.send(new ConverseStreamCommand({ modelId: "titan", messages: [] }));
  const events: object[] = [];
  const reading = (async () => {
    for await (const event of second.stream ?? []) events.push(event);
  })();
  await expect(reading).rejects.toMatchObject({ name: "ThrottlingException", message: "Too many." });
  expect(events).toEqual([{ messageStart: { role: "assistant" } }]);
});
