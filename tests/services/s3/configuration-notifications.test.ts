import { type NotificationConfiguration, type QueueConfiguration, S3 } from "@aws-sdk/client-s3";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { createAwsSim, type LogEntry } from "../../../lib/index.js";
import { configurationWorld, failure, MALFORMED_XML } from "./configuration.js";

const { sim, s3, bucket } = await configurationWorld();
afterEach(() => sim.reset());
afterAll(() => sim.close());

const Bucket = "notified";
const QueueArn = "arn:aws:sqs:us-east-1:123456789012:q";

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
    await bucket(Bucket);
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
    await bucket(Bucket);
    const message = "Unable to validate the following destination configurations";
    await expect(put(configuration)).rejects.toMatchObject(failure(400, "InvalidArgument", message));
    expect(await get()).toEqual({});
  });

  test("to a function are for one that is there", async () => {
    await bucket(Bucket);
    const arn = "arn:aws:lambda:us-east-1:123456789012:function:none";
    const to = (LambdaFunctionArn: string): NotificationConfiguration => ({
      LambdaFunctionConfigurations: [{ Id: "f", LambdaFunctionArn, Events: ["s3:ObjectCreated:Put"] }],
    });
    await expect(put(to(arn))).rejects.toMatchObject(
      failure(400, "InvalidArgument", "Unable to validate the following destination configurations", {
        ArgumentName1: `${arn}, null`,
        ArgumentValue1: `Not authorized to invoke function [${arn}]`,
      }),
    );
    await put(to(arn), true);
    expect(await get()).toEqual(to(arn));
  });

  const overlap =
    "Configurations overlap. Configurations on the same bucket cannot share a common event type.";
  test.each<[string, QueueConfiguration[]]>([
    ["The event is not supported for notifications", [queue({ Events: ["s3:Never" as "s3:ObjectAcl:Put"] })]],
    ["filter rule name must be either prefix or suffix", [queue(only("infix"))]],
    ["The ARN could not be parsed", [queue({ QueueArn: "q" })]],
    [overlap, [queue(), queue({ Events: ["s3:ObjectCreated:Put"] })]],
    [overlap, [queue(only("prefix", "a")), queue(only("prefix", "ab"))]],
    [
      "Same ID used for multiple configurations. IDs must be unique",
      [queue({ Id: "q" }), queue({ Id: "q", Events: ["s3:ObjectAcl:Put"] })],
    ],
  ])("are refused: %s", async (message, QueueConfigurations) => {
    await bucket(Bucket);
    await expect(put({ QueueConfigurations })).rejects.toMatchObject(
      failure(400, "InvalidArgument", message),
    );
  });

  test("may share an event under prefixes, or suffixes, that are apart", async () => {
    await bucket(Bucket);
    await put({
      QueueConfigurations: [
        queue({ Id: "a", ...only("prefix", "a") }),
        queue({ Id: "b", ...only("prefix", "b") }),
      ],
    });
    expect((await get()).QueueConfigurations?.map(({ Id }) => Id)).toEqual(["a", "b"]);
  });

  test("with a filter rule without a value are malformed", async () => {
    await bucket(Bucket);
    const Filter = { Key: { FilterRules: [{ Name: "prefix" as const }] } };
    await expect(put({ QueueConfigurations: [queue({ Filter })] })).rejects.toMatchObject(MALFORMED_XML);
  });
});

test("notifications are stored, not sent: the log has a warning, once per bucket", async () => {
  const log: LogEntry[] = [];
  const logging = await createAwsSim({ logger: (entry) => log.push(entry) });
  try {
    const client = new S3(logging.clientConfig());
    for (const name of [Bucket, "another"]) await client.createBucket({ Bucket: name });
    const configure = (name: string, NotificationConfiguration: NotificationConfiguration) =>
      client.putBucketNotificationConfiguration({ Bucket: name, NotificationConfiguration });
    await configure(Bucket, {});
    expect(log).toEqual([]);
    const sent = { QueueConfigurations: [queue()], EventBridgeConfiguration: {} };
    await configure(Bucket, sent);
    await configure(Bucket, {});
    await configure(Bucket, sent);
    await configure("another", { QueueConfigurations: [queue()] });
    expect(log).toEqual([
      {
        level: "warn",
        msg:
          `The notification configuration of bucket "${Bucket}" is stored, but S3 events are not simulated: nothing ` +
          `is sent to ${QueueArn}, EventBridge. Call the consumer from the test instead.`,
        fields: { bucket: Bucket, destinations: [QueueArn, "EventBridge"] },
      },
      expect.objectContaining({ level: "warn", fields: { bucket: "another", destinations: [QueueArn] } }),
    ]);
  } finally {
    await logging.close();
  }
});
