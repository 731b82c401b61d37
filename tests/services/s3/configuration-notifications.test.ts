import type { NotificationConfiguration, QueueConfiguration } from "@aws-sdk/client-s3";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { configurationWorld, failure, MALFORMED_XML } from "./configuration.js";

const { sim, s3, bucket } = await configurationWorld();
afterEach(() => sim.reset());
afterAll(() => sim.close());

const Bucket = "notified";
const QueueArn = "arn:aws:sqs:us-east-1:123456789012:q";
const UNUSABLE = "Unable to validate the following destination configurations";

/** Makes the bucket, and a queue and a topic that it can notify. */
async function notifying() {
  await bucket(Bucket);
  await new SQS(sim.clientConfig()).createQueue({ QueueName: "q" });
  await new SNS(sim.clientConfig()).createTopic({ Name: "t" });
}

function put(NotificationConfiguration: NotificationConfiguration, SkipDestinationValidation?: boolean) {
  return s3.putBucketNotificationConfiguration({
    Bucket,
    NotificationConfiguration,
    SkipDestinationValidation,
  });
}

function queue(change: Partial<QueueConfiguration> = {}): QueueConfiguration {
  return { QueueArn, Events: ["s3:ObjectCreated:*"], ...change };
}

function only(Name: string, Value = "a"): Pick<QueueConfiguration, "Filter"> {
  return { Filter: { Key: { FilterRules: [{ Name: Name as "prefix", Value }] } } };
}

async function get() {
  const { $metadata, ...configuration } = await s3.getBucketNotificationConfiguration({ Bucket });
  return configuration;
}

describe("notifications, as they are configured (H19)", () => {
  test("are empty, are put, come back with ids and S3's spelling, and are cleared", async () => {
    await notifying();
    expect(await get()).toEqual({});
    await put({
      QueueConfigurations: [queue(only("PREFIX", "in/"))],
      TopicConfigurations: [
        { Id: "t", TopicArn: "arn:aws:sns:us-east-1:123456789012:t", Events: ["s3:ObjectRemoved:Delete"] },
      ],
      EventBridgeConfiguration: {},
    });
    expect(await get()).toEqual({
      QueueConfigurations: [{ Id: expect.stringMatching(/^\S{40,}$/), ...queue(only("Prefix", "in/")) }],
      TopicConfigurations: [
        { Id: "t", TopicArn: "arn:aws:sns:us-east-1:123456789012:t", Events: ["s3:ObjectRemoved:Delete"] },
      ],
      EventBridgeConfiguration: {},
    });
    await put({});
    expect(await get()).toEqual({});
  });

  test.each<NotificationConfiguration>([
    { QueueConfigurations: [queue({ QueueArn: `${QueueArn}.fifo` })] },
    {
      TopicConfigurations: [
        { TopicArn: "arn:aws:sns:us-east-1:123456789012:t.fifo", Events: ["s3:ObjectCreated:*"] },
      ],
    },
  ])("to a FIFO queue or topic are rejected: %j", async (configuration) => {
    await notifying();
    await expect(put(configuration)).rejects.toMatchObject(failure(400, "InvalidArgument", UNUSABLE));
    expect(await get()).toEqual({});
  });

  test("to a function are for one that is there", async () => {
    await notifying();
    const arn = "arn:aws:lambda:us-east-1:123456789012:function:none";
    const to = (LambdaFunctionArn: string): NotificationConfiguration => ({
      LambdaFunctionConfigurations: [{ Id: "f", LambdaFunctionArn, Events: ["s3:ObjectCreated:Put"] }],
    });
    await expect(put(to(arn))).rejects.toMatchObject(
      failure(400, "InvalidArgument", UNUSABLE, {
        ArgumentName1: `${arn}, null`,
        ArgumentValue1: `Not authorized to invoke function [${arn}]`,
      }),
    );
    await put(to(arn), true);
    expect(await get()).toEqual(to(arn));
  });

  test("to queues are for those that are there", async () => {
    await bucket(Bucket);
    const QueueConfigurations = ["a", "b"].map((Id) => ({
      Id,
      QueueArn: `${QueueArn}-${Id}`,
      Events: [Id === "a" ? ("s3:ObjectCreated:*" as const) : ("s3:ObjectTagging:*" as const)],
    }));
    await expect(put({ QueueConfigurations })).rejects.toMatchObject(
      failure(400, "InvalidArgument", UNUSABLE, {
        ArgumentName1: `${QueueArn}-a`,
        ArgumentValue1: "The destination queue does not exist",
        ArgumentName2: `${QueueArn}-b`,
        ArgumentValue2: "The destination queue does not exist",
      }),
    );
    await put({ QueueConfigurations }, true);
    expect(await get()).toEqual({ QueueConfigurations });
  });

  test("to topics are for those that are there", async () => {
    await bucket(Bucket);
    const TopicArn = "arn:aws:sns:us-east-1:123456789012:none";
    const TopicConfigurations = [{ Id: "t", TopicArn, Events: ["s3:ObjectCreated:*" as const] }];
    await expect(put({ TopicConfigurations })).rejects.toMatchObject(
      failure(400, "InvalidArgument", UNUSABLE, {
        ArgumentName1: TopicArn,
        ArgumentValue1: "The destination topic does not exist",
      }),
    );
  });

  const elsewhere =
    "The notification destination service region is not valid for the bucket location constraint";
  const overlap =
    "Configurations overlap. Configurations on the same bucket cannot share a common event type.";
  test.each<[string, QueueConfiguration[]]>([
    ["The event is not supported for notifications", [queue({ Events: ["s3:Never" as "s3:ObjectAcl:Put"] })]],
    ["filter rule name must be either prefix or suffix", [queue(only("infix"))]],
    ["The ARN could not be parsed", [queue({ QueueArn: "q" })]],
    [elsewhere, [queue({ QueueArn: QueueArn.replace("us-east-1", "eu-west-1") })]],
    [overlap, [queue(), queue({ Events: ["s3:ObjectCreated:Put"] })]],
    [overlap, [queue(only("prefix", "a")), queue(only("prefix", "ab"))]],
    [
      "Same ID used for multiple configurations. IDs must be unique",
      [queue({ Id: "q" }), queue({ Id: "q", Events: ["s3:ObjectAcl:Put"] })],
    ],
  ])("are rejected: %s", async (message, QueueConfigurations) => {
    await notifying();
    await expect(put({ QueueConfigurations })).rejects.toMatchObject(
      failure(400, "InvalidArgument", message),
    );
  });

  test("may share an event under prefixes, or suffixes, that are apart", async () => {
    await notifying();
    await put({
      QueueConfigurations: [
        queue({ Id: "a", ...only("prefix", "a") }),
        queue({ Id: "b", ...only("prefix", "b") }),
      ],
    });
    expect((await get()).QueueConfigurations?.map(({ Id }) => Id)).toEqual(["a", "b"]);
  });

  test("with a filter rule without a value are malformed", async () => {
    await notifying();
    const Filter = { Key: { FilterRules: [{ Name: "prefix" as const }] } };
    await expect(put({ QueueConfigurations: [queue({ Filter })] })).rejects.toMatchObject(MALFORMED_XML);
  });
});
