import type { ReceivedMessage } from "../runtime/ports/queues.js";
import { parseArn } from "./arn.js";

/** A message as functions and pipes receive it: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export type SqsRecord = ReturnType<typeof recordOf>;

export function recordOf(queueArn: string, message: ReceivedMessage) {
  const { messageId, receiptHandle, body, attributes, md5OfBody, md5OfMessageAttributes } = message;
  return {
    messageId,
    receiptHandle,
    body,
    attributes,
    messageAttributes: Object.fromEntries(
      Object.entries(message.messageAttributes).map(([name, { StringValue, BinaryValue, DataType }]) => [
        name,
        {
          ...(StringValue !== undefined && { stringValue: StringValue }),
          ...(BinaryValue && { binaryValue: Buffer.from(BinaryValue).toString("base64") }),
          stringListValues: [],
          binaryListValues: [],
          dataType: DataType,
        },
      ]),
    ),
    ...(md5OfMessageAttributes !== undefined && { md5OfMessageAttributes }),
    md5OfBody,
    eventSource: "aws:sqs",
    eventSourceARN: queueArn,
    awsRegion: parseArn(queueArn)?.region ?? "",
  };
}
