import { EC2 } from "@aws-sdk/client-ec2";
import { ECS } from "@aws-sdk/client-ecs";
import { IAM } from "@aws-sdk/client-iam";
import { Lambda } from "@aws-sdk/client-lambda";
import { SQS } from "@aws-sdk/client-sqs";
import { STS } from "@aws-sdk/client-sts";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../../lib/index.js";
import { failure } from "../support/failure.js";

let sim: AwsSim;
beforeAll(async () => {
  sim = await createAwsSim({ clock: "frozen", delays: 0, authorization: "enforce" });
});
afterEach(() => sim.reset());
afterAll(() => sim.close());

/** Options of a client that does not sign, as `--no-sign-request` of the AWS CLI. */
const unsigned = () => ({
  ...sim.clientConfig(),
  maxAttempts: 1,
  signer: { sign: async <Request>(request: Request) => request },
});

const missing = (name: string, status: number, message: string) => ({ code: name, status, message });

test("services without anonymous access reject a request without a signature", async () => {
  const query = missing("MissingAuthenticationToken", 403, "Request is missing Authentication Token");
  expect(await failure(new STS(unsigned()).getCallerIdentity({}))).toEqual(query);
  expect(await failure(new IAM(unsigned()).listUsers({}))).toEqual(query);
  expect(await failure(new EC2(unsigned()).describeVpcs({}))).toEqual(query);
  const name = "MissingAuthenticationTokenException";
  const text = "Missing Authentication Token";
  expect(await failure(new ECS(unsigned()).listClusters({}))).toEqual(missing(name, 400, text));
  expect(await failure(new Lambda(unsigned()).listFunctions({}))).toEqual(missing(name, 403, text));
});

test("operations that clients send unsigned are decided by the trust policy of the role", async () => {
  const call = new STS(unsigned()).assumeRoleWithWebIdentity({
    RoleArn: "arn:aws:iam::123456789012:role/none",
    RoleSessionName: "web",
    WebIdentityToken: "a.b.c.d",
  });
  expect((await failure(call)).code).not.toMatch(/^MissingAuthenticationToken/);
});

test("the policy of a queue can allow them", async () => {
  const { QueueUrl } = await new SQS(sim.clientConfig()).createQueue({ QueueName: "open" });
  const send = () => new SQS(unsigned()).sendMessage({ QueueUrl, MessageBody: "hello" });
  expect((await failure(send())).code).toBe("AccessDenied");
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*" },
  });
  await new SQS(sim.clientConfig()).setQueueAttributes({ QueueUrl, Attributes: { Policy } });
  await send();
  expect(sim.sqs.messages("open").map(({ body }) => body)).toEqual(["hello"]);
});

test.each(["off", "audit"] as const)("with permissions in mode %s they are answered", async (mode) => {
  sim.authorization.mode = mode;
  expect(await new ECS(unsigned()).listClusters({})).toMatchObject({ clusterArns: [] });
});
