import { IAM } from "@aws-sdk/client-iam";
import { SQS } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { failure } from "../../support/failure.js";

const OTHER = "210987654321";
const sim = await createAwsSim({ authorization: "enforce", delays: 0 });
afterAll(() => sim.close());
const owner = new SQS(sim.clientConfig());
const stranger = new SQS(sim.clientConfig({ accountId: OTHER }));
const ARN = "arn:aws:sqs:us-east-1:123456789012:orders";
let QueueUrl = "";

beforeAll(async () => {
  QueueUrl = (await owner.createQueue({ QueueName: "orders" })).QueueUrl ?? "";
  await new IAM(sim.clientConfig()).createUser({ UserName: "ann" });
});

const policy = (statement: object) =>
  owner.setQueueAttributes({
    QueueUrl,
    Attributes: {
      Policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: { Effect: "Allow", Resource: ARN, ...statement },
      }),
    },
  });

const denied = (who: string, action: string, suffix: string) => ({
  code: "AccessDenied",
  status: 403,
  message: `User: ${who} is not authorized to perform: ${action} on resource: ${ARN} ${suffix}`,
});

describe("permissions of SQS (P01, P02)", () => {
  test("a user is denied with the action in lower case, and with the old code in a header", async () => {
    const ann = new SQS(sim.clientConfig({ user: "ann" }));
    expect(await failure(ann.sendMessage({ QueueUrl, MessageBody: "m" }))).toEqual(
      denied(
        "arn:aws:iam::123456789012:user/ann",
        "sqs:sendmessage",
        "because no identity-based policy allows the sqs:sendmessage action",
      ),
    );
    const response = await fetch(sim.url, {
      method: "POST",
      headers: {
        "x-amz-target": "AmazonSQS.ListQueues",
        "content-type": "application/x-amz-json-1.0",
        authorization: `AWS4-HMAC-SHA256 Credential=${sim.authorization.credentials({ user: "ann" }).accessKeyId}/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: "{}",
    });
    expect([response.status, response.headers.get("x-amzn-query-error")]).toEqual([
      403,
      "AccessDenied;Sender",
    ]);
  });

  test("another account needs the policy of the queue, and cannot be let do what owners do", async () => {
    const who = `arn:aws:iam::${OTHER}:root`;
    const because = (action: string) => `because no resource-based policy allows the ${action} action`;
    expect(await failure(stranger.sendMessage({ QueueUrl, MessageBody: "m" }))).toEqual(
      denied(who, "sqs:sendmessage", because("sqs:sendmessage")),
    );
    await policy({ Principal: { AWS: OTHER }, Action: "sqs:*" });
    await stranger.sendMessage({ QueueUrl, MessageBody: "m" });
    expect(await failure(stranger.tagQueue({ QueueUrl, Tags: { a: "b" } }))).toEqual(
      denied(who, "sqs:tagqueue", because("sqs:tagqueue")),
    );
    expect(await failure(stranger.deleteQueue({ QueueUrl }))).toMatchObject({ status: 403 });
  });

  test("the root user of the owner can repair a policy that denies everything", async () => {
    await policy({ Effect: "Deny", Principal: "*", Action: "sqs:*" });
    expect(await failure(owner.sendMessage({ QueueUrl, MessageBody: "m" }))).toEqual(
      denied(
        "arn:aws:iam::123456789012:root",
        "sqs:sendmessage",
        "with an explicit deny in a resource-based policy",
      ),
    );
    await owner.setQueueAttributes({ QueueUrl, Attributes: { Policy: "" } });
    await owner.sendMessage({ QueueUrl, MessageBody: "m" });
  });
});
