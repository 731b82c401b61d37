import type { Context } from "../../../runtime/context.js";
import { defineTransient } from "../../../runtime/transient-state.js";
import type { NotificationConfiguration } from "../generated/types.js";

/** The buckets whose notifications were warned of. */
export const WARNED = defineTransient("s3.warned-of-notifications", () => new Set<string>());

/** Logs, once per bucket, that the events of a bucket are not sent to its destinations. */
export function warnOfNotifications(
  ctx: Context,
  bucket: string,
  {
    QueueConfigurations = [],
    TopicConfigurations = [],
    LambdaFunctionConfigurations = [],
    EventBridgeConfiguration,
  }: NotificationConfiguration,
): void {
  const destinations = [
    ...QueueConfigurations.map(({ QueueArn }) => QueueArn),
    ...TopicConfigurations.map(({ TopicArn }) => TopicArn),
    ...LambdaFunctionConfigurations.map(({ LambdaFunctionArn }) => LambdaFunctionArn),
    ...(EventBridgeConfiguration ? ["EventBridge"] : []),
  ];
  const warned = ctx.transient(WARNED);
  if (destinations.length === 0 || warned.has(bucket)) return;
  warned.add(bucket);
  ctx.logger({
    level: "warn",
    msg:
      `The notification configuration of bucket "${bucket}" is stored, but S3 events are not simulated: nothing is ` +
      `sent to ${destinations.join(", ")}. Call the consumer from the test instead.`,
    fields: { bucket, destinations },
  });
}
