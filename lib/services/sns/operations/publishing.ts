import type { Context } from "../../../runtime/context.js";
import { AwsError } from "../../../runtime/errors.js";
import { deliverDirectly } from "../deliveries/send.js";
import { noTarget, phoneNumberInvalid } from "../errors/messages.js";
import type {
  BatchResultErrorEntry,
  PublishBatchInput,
  PublishBatchResponse,
  PublishBatchResultEntry,
  PublishInput,
  PublishResponse,
} from "../generated/types.js";
import { checkEntries } from "../messages/batches.js";
import { checkedContent } from "../messages/content.js";
import { checkMessage, publishToTopic, recordPublished } from "../messages/publish.js";
import { enabledEndpoint } from "../mobile/publishing.js";
import { isPhoneNumber } from "../phones/numbers.js";
import type { Notification } from "../state/messages.js";
import { existingTopic } from "../topics/lookup.js";

export function publish(input: PublishInput, ctx: Context): PublishResponse {
  const { TopicArn, TargetArn, PhoneNumber } = input;
  if (PhoneNumber !== undefined) return publishToPhone(ctx, input, PhoneNumber);
  const arn = TopicArn ?? TargetArn;
  if (arn === undefined) throw noTarget();
  if (TargetArn?.split(":")[5]?.startsWith("endpoint/")) return publishToEndpoint(ctx, input, TargetArn);
  const at = existingTopic(ctx, arn, TopicArn === undefined ? "TargetArn" : "TopicArn");
  return publishToTopic(at, checkMessage(at, input));
}

export function publishBatch(input: PublishBatchInput, ctx: Context): PublishBatchResponse {
  const entries = input.PublishBatchRequestEntries;
  checkEntries(entries);
  const at = existingTopic(ctx, input.TopicArn);
  // An invalid message fails the whole request.
  const messages = entries.map((entry) => ({ Id: entry.Id, checked: checkMessage(at, entry) }));
  const Successful: PublishBatchResultEntry[] = [];
  const Failed: BatchResultErrorEntry[] = [];
  for (const { Id, checked } of messages) {
    try {
      Successful.push({ Id, ...publishToTopic(at, checked) });
    } catch (error) {
      // A message that the data protection policy denies fails alone.
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id, Code: error.code, Message: error.message, SenderFault: true });
    }
  }
  return { Successful, Failed };
}

function publishToPhone(ctx: Context, input: PublishInput, phoneNumber: string): PublishResponse {
  if (!isPhoneNumber(phoneNumber)) throw phoneNumberInvalid(phoneNumber);
  return publishDirectly(ctx, input, "sms", phoneNumber);
}

function publishToEndpoint(ctx: Context, input: PublishInput, arn: string): PublishResponse {
  enabledEndpoint(ctx, arn);
  return publishDirectly(ctx, input, "application", arn);
}

function publishDirectly(
  ctx: Context,
  input: PublishInput,
  protocol: string,
  target: string,
): PublishResponse {
  const notification: Notification = {
    messageId: ctx.ids.uuid(),
    target,
    ...checkedContent(input),
    groupId: undefined,
    deduplicationId: undefined,
    sequenceNumber: undefined,
    traceHeader: undefined,
    timestamp: ctx.now(),
    signatureVersion: "1",
  };
  recordPublished(ctx, notification);
  deliverDirectly(ctx, protocol, notification);
  return { MessageId: notification.messageId };
}
