import { SNS } from "@aws-sdk/client-sns";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { executionsWorld } from "../executions-world.js";

const world = executionsWorld();
let sns: SNS;
beforeAll(() => {
  sns = new SNS({ ...world.sim.clientConfig(), maxAttempts: 1 });
});
afterAll(() => sns.destroy());

const TopicArn = "arn:aws:sns:us-east-1:123456789012:orders";
const publish = (Parameters: object, suffix = "") => ({
  T: { Type: "Task", Resource: `arn:aws:states:::sns:publish${suffix}`, Parameters, End: true },
});

describe("Q07: sns:publish", () => {
  test("publishes a message, which may be JSON, with attributes", async () => {
    await sns.createTopic({ Name: "orders" });
    const MessageAttributes = { kind: { DataType: "String", StringValue: "order" } };
    const arn = await world.run(publish({ TopicArn, "Message.$": "$", Subject: "New", MessageAttributes }), {
      id: 7,
    });
    const [published] = world.sim.sns.published("orders");
    expect(published).toMatchObject({
      message: '{"id":7}',
      subject: "New",
      messageAttributes: { kind: { DataType: "String", StringValue: "order" } },
    });
    expect(await world.outcome(arn)).toMatchObject({
      status: "SUCCEEDED",
      output: { MessageId: published?.messageId, SdkHttpMetadata: { HttpStatusCode: 200 } },
    });
  });

  test("waits for the token that it publishes", async () => {
    await sns.createTopic({ Name: "orders" });
    const parameters = { TopicArn, Message: { "token.$": "$$.Task.Token" } };
    const arn = await world.run(publish(parameters, ".waitForTaskToken"));
    const { token: taskToken } = JSON.parse(world.sim.sns.published()[0]?.message ?? "") as { token: string };
    await world.sfn.sendTaskSuccess({ taskToken, output: '"approved"' });
    await world.settled();
    expect(await world.outcome(arn)).toEqual({ status: "SUCCEEDED", output: "approved" });
  });

  test("fails with AWS's name of the error", async () => {
    const arn = await world.run(publish({ TopicArn, Message: "a" }));
    expect(await world.outcome(arn)).toEqual({
      status: "FAILED",
      error: "SNS.NotFoundException",
      cause: expect.stringMatching(
        /^Topic does not exist \(Service: AmazonSNS; Status Code: 404; Error Code: NotFound; /,
      ),
    });
  });
});
