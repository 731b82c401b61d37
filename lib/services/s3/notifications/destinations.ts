import type { ActingService } from "../../../authorization/authorizer.js";
import { permitsEvents, resourceExists } from "../../../delivery/senders/resources.js";
import type { Context } from "../../../runtime/context.js";
import { AwsError } from "../../../runtime/errors.js";
import { bucketArn, parseArn } from "../../../shared/arn.js";
import { invalidArgument } from "../errors/requests.js";
import { eventSender } from "../events/sender.js";
import type { NotificationConfiguration } from "../generated/types.js";
import type { BucketRow } from "../state/buckets.js";

/**
 * Validates the destinations of a configuration: ARNs in the region of the bucket, not of FIFO queues or
 * topics, and, unless that check is skipped, existing. If permissions are enforced, their policies must allow
 * S3 to send events.
 *
 * @throws InvalidArgument
 */
export function checkDestinations(
  ctx: Context,
  bucket: BucketRow,
  {
    QueueConfigurations = [],
    TopicConfigurations = [],
    LambdaFunctionConfigurations = [],
  }: NotificationConfiguration,
  skipped: boolean,
): void {
  const { region } = bucket;
  for (const { QueueArn } of QueueConfigurations) checkArn("Queue", "sqs", QueueArn, region);
  for (const { TopicArn } of TopicConfigurations) checkArn("Topic", "sns", TopicArn, region);
  const functions = LambdaFunctionConfigurations.map(({ LambdaFunctionArn }) => LambdaFunctionArn);
  for (const arn of functions) checkArn("CloudFunction", "lambda", arn, region);
  const destinations = [
    ...QueueConfigurations.map(({ QueueArn }) => QueueArn),
    ...TopicConfigurations.map(({ TopicArn }) => TopicArn),
  ];
  const fifo = destinations.filter((arn) => arn.endsWith(".fifo"));
  if (fifo.length > 0) throw fifoDestinations(fifo);
  if (skipped) return;
  const sender = eventSender(bucketArn(bucket), bucket.owner);
  const problems = [...functions, ...destinations]
    .map((arn) => problemOf(ctx, arn, sender))
    .filter((problem) => problem !== undefined);
  if (problems.length > 0) throw unusable(problems);
}

/** An invalid ARN, and the reason. */
type Problem = readonly [arn: string, reason: string];

function problemOf(ctx: Context, arn: string, sender: ActingService): Problem | undefined {
  const service = parseArn(arn)?.service ?? "";
  const isMissing = resourceExists(ctx, arn) === false;
  if (!isMissing && permitsEvents(ctx, arn, sender)) return undefined;
  if (service === "lambda") return [arn, `Not authorized to invoke function [${arn}]`];
  const kind = service === "sqs" ? "queue" : "topic";
  return [
    arn,
    isMissing
      ? `The destination ${kind} does not exist`
      : `Permissions on the destination ${kind} do not allow S3 to publish notifications from this bucket`,
  ];
}

function checkArn(element: string, service: string, arn: string, region: string): void {
  const parsed = parseArn(arn);
  if (parsed?.service !== service || parsed.region === "" || !/^\d/.test(parsed.account))
    throw invalidArgument("The ARN could not be parsed", element, arn);
  if (parsed.region === region) return;
  const message =
    "The notification destination service region is not valid for the bucket location constraint";
  throw invalidArgument(message, element, arn);
}

/**
 * S3 does not send to FIFO queues and topics. The rejection is documented; the value is an assumption.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html
 */
function fifoDestinations(arns: readonly string[]): AwsError {
  return unusable(arns.map((arn) => [arn, `FIFO destinations are not supported [${arn}]`]));
}

function unusable(problems: readonly Problem[]): AwsError {
  const members = problems.flatMap(([arn, reason], index) => [
    // S3 adds the qualifier of a function, which is null here.
    [`ArgumentName${index + 1}`, parseArn(arn)?.service === "lambda" ? `${arn}, null` : arn],
    [`ArgumentValue${index + 1}`, reason],
  ]);
  return new AwsError("InvalidArgument", "Unable to validate the following destination configurations", {
    status: 400,
    members: Object.fromEntries(members),
  });
}
