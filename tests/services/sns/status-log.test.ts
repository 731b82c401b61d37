import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { IAM } from "@aws-sdk/client-iam";
import { SNS } from "@aws-sdk/client-sns";
import { describe, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { failure } from "../../support/failure.js";
import { ACCOUNT, invalid, NOW, queueArnOf, snsWorld, topicArnOf } from "./sns-world.js";

const world = snsWorld();
const ROLE = `arn:aws:iam::${ACCOUNT}:role/feedback`;
const GROUP = `sns/us-east-1/${ACCOUNT}/t`;
const TopicArn = topicArnOf("t");
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Logged {
  readonly notification: object;
  readonly delivery: { readonly providerResponse: string };
  readonly status: string;
}

/** What is in a log group; `undefined` if there is none. */
async function logged(logGroupName: string, sim = world.sim): Promise<Logged[] | undefined> {
  const logs = new CloudWatchLogs(sim.clientConfig({ direct: true }));
  const { events = [] } = await logs.filterLogEvents({ logGroupName }).catch(() => ({ events: [] }));
  return events.length === 0 ? undefined : events.map(({ message = "" }) => JSON.parse(message));
}

/** A program that returns these replies, and then nothing. */
async function receiver(replies: readonly (readonly [status: number, body: string])[]) {
  const left = [...replies];
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      const reply = left.shift();
      if (reply) response.writeHead(reply[0]).end(reply[1]);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const feedback = (prefix: string) => ({
  [`${prefix}SuccessFeedbackRoleArn`]: ROLE,
  [`${prefix}SuccessFeedbackSampleRate`]: "100",
  [`${prefix}FailureFeedbackRoleArn`]: ROLE,
});
const notification = (MessageId: string | undefined, text: string) => ({
  messageMD5Sum: createHash("md5").update(text).digest("hex"),
  messageId: MessageId,
  topicArn: TopicArn,
  timestamp: "2026-01-02 03:04:05.678",
});

describe("logs of deliveries", () => {
  test("to a queue", async () => {
    await world.topic("t", feedback("SQS"));
    await world.queue(TopicArn);
    await world.subscribe(TopicArn, "sqs", queueArnOf("none"));
    const { MessageId } = await world.sns.publish({ TopicArn, Message: "hello" });
    await world.sim.clock.advance(0);
    expect(await logged(GROUP)).toEqual([
      {
        notification: notification(MessageId, "hello"),
        delivery: {
          deliveryId: expect.stringMatching(UUID),
          destination: queueArnOf("q"),
          providerResponse: expect.stringMatching(/^\{"sqsRequestId":"[0-9a-f-]{36}"\}$/),
          dwellTimeMs: 0,
          statusCode: 200,
        },
        status: "SUCCESS",
      },
    ]);
    const [failed] = (await logged(`${GROUP}/Failure`)) ?? [];
    expect(failed).toEqual({
      notification: notification(MessageId, "hello"),
      delivery: {
        deliveryId: expect.stringMatching(UUID),
        destination: queueArnOf("none"),
        providerResponse: expect.any(String),
        dwellTimeMs: 0,
        attempts: 1,
        statusCode: 404,
      },
      status: "FAILURE",
    });
    expect(JSON.parse(failed?.delivery.providerResponse ?? "")).toEqual({
      ErrorCode: "QueueDoesNotExist",
      ErrorMessage: "The specified queue does not exist.",
      sqsRequestId: "Unrecoverable",
    });
  });

  test("to a function", async () => {
    await world.topic("t", feedback("Lambda"));
    world.sim.lambda.on("work", null);
    const Endpoint = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:work`;
    await world.subscribe(TopicArn, "lambda", Endpoint);
    await world.sns.publish({ TopicArn, Message: "hello" });
    await world.sim.clock.advance(0);
    expect(await logged(GROUP)).toMatchObject([
      {
        delivery: {
          destination: Endpoint,
          providerResponse: expect.stringMatching(/^\{"lambdaRequestId":"[0-9a-f-]{36}"\}$/),
          statusCode: 202,
        },
        status: "SUCCESS",
      },
    ]);
  });

  test("over HTTP, after the last attempt", async () => {
    await world.topic("t", feedback("HTTP"));
    const url = "http://example.com/hook";
    let isUp = false;
    world.sim.sns.onDelivery(url, () => {
      if (!isUp) throw new Error("down");
    });
    await world.subscribe(TopicArn, "http", url);
    world.sim.sns.confirm(url);
    await world.sns.publish({ TopicArn, Message: "lost" });
    await world.sim.clock.advance("1m");
    isUp = true;
    await world.sns.publish({ TopicArn, Message: "hello" });
    await world.sim.clock.advance(0);
    expect(await logged(`${GROUP}/Failure`)).toMatchObject([
      { delivery: { providerResponse: "down", dwellTimeMs: 60_000, attempts: 4, statusCode: 500 } },
    ]);
    expect(await logged(GROUP)).toMatchObject([
      { delivery: { destination: url, attempts: 1, statusCode: 200 } },
    ]);
    expect(world.sim.clock.now()).toBe(NOW + 60_000);
  });

  test("over HTTP, with the response to the last attempt and the time until it was sent", async () => {
    // The first is for the request of a confirmation.
    const replies = [
      [200, ""],
      [503, "busy"],
      [201, "made"],
      [403, "no"],
    ] as const;
    await using program = await receiver(replies);
    await world.topic("t", feedback("HTTP"));
    const healthyRetryPolicy = { numRetries: 1, minDelayTarget: 1, maxDelayTarget: 1 };
    await world.subscribe(TopicArn, "http", program.url, {
      DeliveryPolicy: JSON.stringify({ healthyRetryPolicy }),
    });
    await world.sim.clock.advance(0);
    world.sim.sns.confirm(program.url);
    for (const Message of ["retried", "rejected", "unanswered"]) {
      await world.sns.publish({ TopicArn, Message });
      await world.sim.clock.advance("1m");
    }
    expect(await logged(GROUP)).toMatchObject([
      { delivery: { providerResponse: "made", dwellTimeMs: 1_000, attempts: 2, statusCode: 201 } },
    ]);
    expect(await logged(`${GROUP}/Failure`)).toMatchObject([
      { delivery: { providerResponse: "no", dwellTimeMs: 0, attempts: 1, statusCode: 403 } },
      // The second attempt is made a second after the first, which ends after 15 seconds.
      { delivery: { dwellTimeMs: 16_000, attempts: 2, statusCode: 504 } },
    ]);
  });

  test("are written only for the configured protocols, at the configured sample rate", async () => {
    await world.topic("t", { ...feedback("HTTP"), SQSFailureFeedbackRoleArn: ROLE });
    await world.queue(TopicArn);
    const publish = async () => {
      for (let i = 0; i < 100; i++) world.sim.sns.publish("t", String(i));
      await world.sim.clock.advance(0);
    };
    const set = (AttributeName: string, AttributeValue: string) =>
      world.sns.setTopicAttributes({ TopicArn, AttributeName, AttributeValue });
    await publish();
    expect([await logged(GROUP), await logged(`${GROUP}/Failure`)]).toEqual([undefined, undefined]);
    await set("SQSSuccessFeedbackRoleArn", ROLE);
    await set("SQSSuccessFeedbackSampleRate", "0");
    await publish();
    expect(await logged(GROUP)).toBe(undefined);
    await set("SQSSuccessFeedbackSampleRate", "30");
    await publish();
    const share = (await logged(GROUP))?.length ?? 0;
    expect(share).toBeGreaterThan(10);
    expect(share).toBeLessThan(50);
    expect(await failure(set("SQSSuccessFeedbackSampleRate", "101"))).toEqual(
      invalid("SQSSuccessFeedbackSampleRate Reason: must be an integer between 0 and 100"),
    );
  });

  test("need a role that SNS may assume, where permissions are enforced", async () => {
    await using sim = await createAwsSim({ authorization: "enforce", clock: "frozen", delays: 0 });
    const iam = new IAM(sim.clientConfig({ direct: true }));
    const trust = (Service: string) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" }],
      });
    await iam.createRole({ RoleName: "feedback", AssumeRolePolicyDocument: trust("lambda.amazonaws.com") });
    const Statement = [{ Effect: "Allow", Action: "logs:*", Resource: "*" }];
    await iam.putRolePolicy({
      RoleName: "feedback",
      PolicyName: "logs",
      PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement }),
    });

    const sns = new SNS(sim.clientConfig({ direct: true }));
    await sns.createTopic({ Name: "t", Attributes: feedback("SQS") });
    await sns.subscribe({ TopicArn, Protocol: "sqs", Endpoint: queueArnOf("none") });
    await sns.publish({ TopicArn, Message: "a" });
    await sim.clock.advance(0);
    expect(await logged(`${GROUP}/Failure`, sim)).toBe(undefined);
    await iam.updateAssumeRolePolicy({ RoleName: "feedback", PolicyDocument: trust("sns.amazonaws.com") });
    await sns.publish({ TopicArn, Message: "b" });
    await sim.clock.advance(0);
    expect(await logged(`${GROUP}/Failure`, sim)).toHaveLength(1);
  });
});
