import type { Context } from "../../../runtime/context.js";
import { configurationOf, configure } from "../buckets/configure.js";
import { findBucket } from "../buckets/find.js";
import type {
  GetBucketNotificationConfigurationRequest,
  NotificationConfiguration,
  PutBucketNotificationConfigurationRequest,
} from "../generated/types.js";
import { normalizedNotification } from "../notifications/configuration.js";
import { checkDestinations } from "../notifications/destinations.js";
import { warnOfNotifications } from "../notifications/warning.js";

export function putBucketNotificationConfiguration(
  input: PutBucketNotificationConfigurationRequest,
  ctx: Context,
): object {
  findBucket(ctx, input);
  const notification = normalizedNotification(ctx, input.NotificationConfiguration);
  checkDestinations(ctx, notification, input.SkipDestinationValidation === true);
  configure(ctx, input, { notification });
  warnOfNotifications(ctx, input.Bucket, notification);
  return {};
}

export function getBucketNotificationConfiguration(
  input: GetBucketNotificationConfigurationRequest,
  ctx: Context,
): NotificationConfiguration {
  return configurationOf(ctx, input).notification ?? {};
}
