import type { Context } from "../../../runtime/context.js";
import type { NotificationConfiguration } from "../generated/types.js";
import type { BucketRow } from "../state/buckets.js";
import type { EventMessage } from "../state/events.js";
import { sendEvents } from "./deliver.js";
import { hostIdOf } from "./emit.js";

/**
 * Sends the test message of a new configuration to its queues and topics. Functions and event buses receive
 * none.
 */
export function sendTestEvents(
  ctx: Context,
  bucket: BucketRow,
  { QueueConfigurations = [], TopicConfigurations = [] }: NotificationConfiguration,
): void {
  const arns = [
    ...QueueConfigurations.map(({ QueueArn }) => QueueArn),
    ...TopicConfigurations.map(({ TopicArn }) => TopicArn),
  ];
  const messages = [...new Set(arns)].map((arn): EventMessage => {
    const document = {
      Service: "Amazon S3",
      Event: "s3:TestEvent",
      Time: ctx.date().toISOString(),
      Bucket: bucket.name,
      RequestId: ctx.requestId,
      HostId: hostIdOf(ctx),
    };
    return {
      bucket: bucket.name,
      event: "TestEvent",
      key: "",
      destination: { kind: "resource", arn },
      document,
    };
  });
  sendEvents(ctx.elsewhere({ account: bucket.owner, region: bucket.region }), bucket, messages);
}
