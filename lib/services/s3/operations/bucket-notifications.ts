import type { Context } from "../../../runtime/context.js";
import { configure, seenConfigurationOf } from "../buckets/configure.js";
import { findBucket } from "../buckets/find.js";
import { sendTestEvents } from "../events/test-event.js";
import type {
  GetBucketNotificationConfigurationRequest,
  NotificationConfiguration,
  PutBucketNotificationConfigurationRequest,
} from "../generated/types.js";
import { isEmpty, normalizedNotification } from "../notifications/configuration.js";
import { checkDestinations } from "../notifications/destinations.js";

export function putBucketNotificationConfiguration(
  input: PutBucketNotificationConfigurationRequest,
  ctx: Context,
): object {
  const bucket = findBucket(ctx, input);
  const notification = normalizedNotification(ctx, input.NotificationConfiguration);
  checkDestinations(ctx, bucket, notification, input.SkipDestinationValidation === true);
  configure(ctx, input, { notification: isEmpty(notification) ? undefined : notification });
  sendTestEvents(ctx, bucket, notification);
  return {};
}

export function getBucketNotificationConfiguration(
  input: GetBucketNotificationConfigurationRequest,
  ctx: Context,
): NotificationConfiguration {
  return seenConfigurationOf(ctx, input).notification ?? {};
}
