import { EC2 } from "@aws-sdk/client-ec2";
import { ECS } from "@aws-sdk/client-ecs";
import { IAM } from "@aws-sdk/client-iam";
import { Lambda } from "@aws-sdk/client-lambda";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { STS } from "@aws-sdk/client-sts";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../../lib/index.js";
import { failure } from "../support/failure.js";

let sim: AwsSim;
beforeAll(async () => {
  sim = await createAwsSim({ clock: "frozen", delays: 0, authorization: "enforce" });
});
afterEach(() => sim.reset());
afterAll(() => sim.close());

/** Options of a client that does not sign, as `--no-sign-request` of the AWS CLI. */
const unsigned = (of = sim) => ({
  ...of.clientConfig(),
  maxAttempts: 1,
  signer: { sign: async <Request>(request: Request) => request },
});

const missing = (name: string, status: number, message: string) => ({ code: name, status, message });

test("P01: services without anonymous access reject a request without a signature", async () => {
  const query = missing("MissingAuthenticationToken", 403, "Request is missing Authentication Token");
  expect(await failure(new STS(unsigned()).getCallerIdentity({}))).toEqual(query);
  expect(await failure(new IAM(unsigned()).listUsers({}))).toEqual(query);
  expect(await failure(new EC2(unsigned()).describeVpcs({}))).toEqual(query);
  const name = "MissingAuthenticationTokenException";
  const text = "Missing Authentication Token";
  expect(await failure(new ECS(unsigned()).listClusters({}))).toEqual(missing(name, 400, text));
  expect(await failure(new Lambda(unsigned()).listFunctions({}))).toEqual(missing(name, 403, text));
});

const forEverybody = (Action: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Principal: "*", Action, Resource: "*" },
  });

const credential = { accessKeyId: "AKIAAWSSIMULATOR0000", secretAccessKey: "secret" };

describe.each([
  ["not verified", false],
  ["verified", credential],
] as const)("P01: while signatures are %s", (_, verifySignatures) => {
  let strict: AwsSim;
  beforeAll(async () => {
    strict = await createAwsSim({ clock: "frozen", delays: 0, authorization: "enforce", verifySignatures });
  });
  afterAll(() => strict.close());

  test("the policy of a queue can allow an unsigned request", async () => {
    const { QueueUrl } = await new SQS(strict.clientConfig()).createQueue({ QueueName: "open" });
    const send = () => new SQS(unsigned(strict)).sendMessage({ QueueUrl, MessageBody: "hello" });
    expect(await failure(send())).toMatchObject({ code: "AccessDenied", status: 403 });
    const Attributes = { Policy: forEverybody("sqs:SendMessage") };
    await new SQS(strict.clientConfig()).setQueueAttributes({ QueueUrl, Attributes });
    await send();
    expect(strict.sqs.messages("open").map(({ body }) => body)).toEqual(["hello"]);
  });

  test("the policy of a topic can allow one", async () => {
    const { TopicArn } = await new SNS(strict.clientConfig()).createTopic({ Name: "open" });
    const publish = () => new SNS(unsigned(strict)).publish({ TopicArn, Message: "hello" });
    expect(await failure(publish())).toMatchObject({ code: "AuthorizationErrorException", status: 403 });
    const AttributeValue = forEverybody("sns:Publish");
    await new SNS(strict.clientConfig()).setTopicAttributes({
      TopicArn,
      AttributeName: "Policy",
      AttributeValue,
    });
    await publish();
    expect(strict.sns.published().map(({ message }) => message)).toEqual(["hello"]);
  });
});

test.each(["off", "audit"] as const)("with permissions in mode %s they are answered", async (mode) => {
  sim.authorization.mode = mode;
  expect(await new ECS(unsigned()).listClusters({})).toMatchObject({ clusterArns: [] });
});
