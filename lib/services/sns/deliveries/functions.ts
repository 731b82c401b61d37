import type { Context } from "../../../runtime/context.js";
import { envelopeAttributes, isoTime, signedParts, textOf } from "../messages/envelope.js";
import { certificateUrl, unsubscribeUrl } from "../messages/urls.js";
import { signatureOf } from "../signing/signature.js";
import type { Notification } from "../state/messages.js";

/** The event that a function receives: https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
export function lambdaEventOf(ctx: Context, notification: Notification, subscriptionArn: string): string {
  const { messageId, target, subject = null, timestamp, signatureVersion } = notification;
  const Message = textOf(notification, "lambda");
  return JSON.stringify({
    Records: [
      {
        EventSource: "aws:sns",
        EventVersion: "1.0",
        EventSubscriptionArn: subscriptionArn,
        Sns: {
          Type: "Notification",
          MessageId: messageId,
          TopicArn: target,
          Subject: subject,
          Message,
          Timestamp: isoTime(timestamp),
          // Also for signatures of version 2 (seen on AWS).
          SignatureVersion: "1",
          Signature: signatureOf(ctx, notification, signedParts(notification, Message), signatureVersion),
          // The names differ from those in queues.
          SigningCertUrl: certificateUrl(ctx),
          UnsubscribeUrl: unsubscribeUrl(ctx, subscriptionArn),
          MessageAttributes: envelopeAttributes(notification) ?? {},
        },
      },
    ],
  });
}
