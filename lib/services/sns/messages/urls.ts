import type { Context } from "../../../runtime/context.js";
import { settingsOf } from "../../../runtime/settings.js";
import { endpointHost } from "../../../shared/partitions.js";
import { SETTINGS } from "../settings.js";
import { CERTIFICATE_PATH } from "../signing/certificate.js";

/** The address of the links in messages: the simulator's, or AWS's. */
export function linkAddress(ctx: Context): string {
  return settingsOf(ctx, SETTINGS).awsUrls ? `https://${endpointHost("sns", ctx.region)}` : ctx.settings.url;
}

export function certificateUrl(ctx: Context): string {
  return `${linkAddress(ctx)}${CERTIFICATE_PATH}`;
}

export function unsubscribeUrl(ctx: Context, subscriptionArn: string): string {
  return `${linkAddress(ctx)}/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`;
}

export function subscribeUrl(ctx: Context, topicArn: string, token: string): string {
  return `${linkAddress(ctx)}/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=${token}`;
}
