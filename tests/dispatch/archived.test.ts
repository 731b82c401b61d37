import { once } from "node:events";
import { connect } from "node:http2";
import { BedrockRuntimeClient, InvokeModelCommand } from "@aws-sdk/client-bedrock-runtime";
import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { EC2Client, RunInstancesCommand } from "@aws-sdk/client-ec2";
import { GetContextKeysForPrincipalPolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { OperationName, ServiceName } from "../../lib/control/names.js";
import { type AwsSim, createAwsSim } from "../../lib/index.js";
import { failure } from "../support/failure.js";
import { TEST_TLS } from "../support/tls.js";

let sim: AwsSim;
beforeAll(async () => {
  sim = await createAwsSim({ clock: "frozen" });
});
afterAll(() => sim.close());
beforeEach(() => {
  sim.faults.clear();
});

const calls: [
  protocol: string,
  service: ServiceName,
  operation: OperationName,
  input: object,
  send: (sim: AwsSim) => Promise<object>,
][] = [
  [
    "awsJson",
    "dynamodb",
    "PutItem",
    { TableName: "orders", Item: { id: { S: "1" }, photo: { B: new Uint8Array([1, 2]) } } },
    (to) =>
      new DynamoDBClient(to.clientConfig()).send(
        new PutItemCommand({
          TableName: "orders",
          Item: { id: { S: "1" }, photo: { B: new Uint8Array([1, 2]) } },
        }),
      ),
  ],
  [
    "several protocols",
    "cloudwatch",
    "PutMetricData",
    { Namespace: "shop", MetricData: [{ MetricName: "orders", Timestamp: new Date(1_000), Value: 0.5 }] },
    (to) =>
      new CloudWatchClient(to.clientConfig()).send(
        new PutMetricDataCommand({
          Namespace: "shop",
          MetricData: [{ MetricName: "orders", Timestamp: new Date(1_000), Value: 0.5 }],
        }),
      ),
  ],
  [
    "ec2, of a service of which a part is simulated",
    "ec2",
    "RunInstances",
    { MinCount: 1, MaxCount: 2, ClientToken: "once" },
    (to) =>
      new EC2Client(to.clientConfig()).send(
        new RunInstancesCommand({ MinCount: 1, MaxCount: 2, ClientToken: "once" }),
      ),
  ],
  [
    "query, of a service of which a part is simulated",
    "iam",
    "GetContextKeysForPrincipalPolicy",
    { PolicySourceArn: "arn:aws:iam::000000000000:role/app" },
    (to) =>
      new IAMClient(to.clientConfig()).send(
        new GetContextKeysForPrincipalPolicyCommand({
          PolicySourceArn: "arn:aws:iam::000000000000:role/app",
        }),
      ),
  ],
];

describe("R01: the requests of services that are not simulated", () => {
  test.each(calls)("%s: %s %s is read, recorded and 501", async (_, service, operation, input, send) => {
    expect(await failure(send(sim))).toEqual({
      code: "NotImplemented",
      status: 501,
      message: expect.stringContaining(`aws-sim does not simulate ${service}:${operation}`),
    });
    expect(sim.requests.last({ service, operation })).toMatchObject({
      service,
      operation,
      input,
      status: 501,
    });
  });

  test.each(calls)("%s: a fault strikes %s %s", async (_, service, operation, _input, send) => {
    const fault = sim.faults.add({ service, operation, error: { code: "Broken", message: "By a test." } });
    expect(await failure(send(sim))).toEqual({ code: "Broken", message: "By a test.", status: 400 });
    expect(fault.hits).toBe(1);
  });

  test("a body that streams", async () => {
    const client = new BedrockRuntimeClient(sim.clientConfig({ direct: true }));
    const command = new InvokeModelCommand({ modelId: "anthropic.claude:1", body: '{"a":1}' });
    expect(await failure(client.send(command))).toMatchObject({ code: "NotImplemented" });
    expect(sim.requests.last()).toMatchObject({
      service: "bedrock-runtime",
      operation: "InvokeModel",
      input: { modelId: "anthropic.claude:1" },
    });
  });
});

describe("clients that speak HTTP/2", () => {
  const invoke = () => new InvokeModelCommand({ modelId: "anthropic.claude:1", body: '{"a":1}' });

  test("Bedrock's, with many requests in one session", async () => {
    const client = new BedrockRuntimeClient(sim.clientConfig());
    const failures = await Promise.all(Array.from({ length: 30 }, () => failure(client.send(invoke()))));
    expect(failures).toEqual(
      failures.map(() => ({
        code: "NotImplemented",
        status: 501,
        message: expect.stringContaining("aws-sim does not simulate bedrock-runtime:InvokeModel"),
      })),
    );
    client.destroy();
  });

  test("a request that a fault drops is sent again", async () => {
    const client = new BedrockRuntimeClient({ ...sim.clientConfig(), maxAttempts: 2 });
    const fault = sim.faults.add({ service: "bedrock-runtime", times: 1, drop: true });
    expect(await failure(client.send(invoke()))).toMatchObject({ code: "NotImplemented" });
    expect(fault.hits).toBe(1);
    client.destroy();
  });

  test.each([
    ["the right", "secret", "NotImplemented"],
    ["a wrong", "wrong", "InvalidSignatureException"],
  ])("signed with %s secret, which covers :authority in place of host", async (_, secretAccessKey, code) => {
    const credential = { accessKeyId: "AKIAVALID", secretAccessKey: "secret" };
    await using strict = await createAwsSim({ verifySignatures: credential });
    const client = new BedrockRuntimeClient({
      ...strict.clientConfig(),
      credentials: { ...credential, secretAccessKey },
      maxAttempts: 1,
    });
    expect((await failure(client.send(invoke()))).code).toBe(code);
    client.destroy();
  });

  test("over TLS, trusting the certificate by clientConfig()", async () => {
    await using secure = await createAwsSim({ tls: TEST_TLS });
    const client = new BedrockRuntimeClient(secure.clientConfig());
    expect(await failure(client.send(invoke()))).toMatchObject({ code: "NotImplemented" });
    client.destroy();
  });
});

describe("input that breaks a constraint is rejected with the code of its service", () => {
  const target = (name: string) => ({ "x-amz-target": name, "content-type": "application/x-amz-json-1.1" });
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const signed = (service: string) => ({
    authorization: `AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
  });

  test.each<
    [
      service: ServiceName,
      operation: OperationName,
      headers: object,
      path: string,
      body: string,
      code: string,
    ]
  >([
    ["ssm", "GetParameter", target("AmazonSSM.GetParameter"), "/", '{"Name":""}', "ValidationException"],
    [
      "cognito-idp",
      "SignUp",
      target("AWSCognitoIdentityProviderService.SignUp"),
      "/",
      '{"ClientId":"","Username":"ann"}',
      "InvalidParameterException",
    ],
    [
      "transcribe",
      "StartTranscriptionJob",
      target("Transcribe.StartTranscriptionJob"),
      "/",
      '{"TranscriptionJobName":"","Media":{}}',
      "BadRequestException",
    ],
    [
      "appconfig",
      "CreateApplication",
      signed("appconfig"),
      "/applications",
      '{"Name":""}',
      "BadRequestException",
    ],
    [
      "cloudformation",
      "DeleteStack",
      { ...form, ...signed("cloudformation") },
      "/",
      "Action=DeleteStack&Version=2010-05-15&ClientRequestToken=",
      "ValidationError",
    ],
  ])("%s", async (service, operation, headers, path, body, code) => {
    sim.stub(service, operation, () => ({}));
    const response = await fetch(sim.url + path, { method: "POST", headers: { ...headers }, body });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("validation error");
    expect(sim.requests.last()).toMatchObject({ service, operation, errorCode: code });
  });
});

describe("an operation that receives a stream of events", () => {
  const message =
    "aws-sim does not support the event stream that bedrock-runtime:InvokeModelWithBidirectionalStream receives. The operation is neither simulated nor can it be stubbed: use another operation, or your own client, in the code under test.";

  test("is rejected with 501, before its stream ends", async () => {
    const session = connect(sim.url);
    const stream = session.request({
      ":method": "POST",
      ":path": "/model/m/invoke-with-bidirectional-stream",
      authorization:
        "AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/bedrock/aws4_request, SignedHeaders=host, Signature=0",
    });
    stream.write("an event");
    const [headers] = (await once(stream, "response")) as [Record<string, unknown>];
    let text = "";
    for await (const piece of stream) text += String(piece);
    session.destroy();
    expect(headers[":status"]).toBe(501);
    expect(JSON.parse(text)).toEqual({ message });
    expect(sim.requests.unanswered()).toContainEqual({
      service: "bedrock-runtime",
      operation: "InvokeModelWithBidirectionalStream",
      count: 1,
    });
  });

  test("cannot be stubbed", () => {
    expect(() => sim.stub("bedrock-runtime", "InvokeModelWithBidirectionalStream", {})).toThrow(
      new TypeError(message),
    );
  });
});
