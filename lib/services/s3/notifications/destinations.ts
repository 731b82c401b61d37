import type { Context } from "../../../runtime/context.js";
import { AwsError } from "../../../runtime/errors.js";
import { parseArn } from "../../../shared/arn.js";
import { invalidArgument } from "../errors/requests.js";
import type { NotificationConfiguration } from "../generated/types.js";

/**
 * Checks where a configuration sends events: that the ARNs are ARNs, not of
 * FIFO queues or topics, and, unless that is skipped, that functions exist. Queues and topics of services
 * that are not simulated are taken to be there.
 *
 * @throws InvalidArgument
 */
export function checkDestinations(
  ctx: Context,
  {
    QueueConfigurations = [],
    TopicConfigurations = [],
    LambdaFunctionConfigurations = [],
  }: NotificationConfiguration,
  skipped: boolean,
): void {
  for (const { QueueArn } of QueueConfigurations) checkArn("Queue", "sqs", QueueArn);
  for (const { TopicArn } of TopicConfigurations) checkArn("Topic", "sns", TopicArn);
  const functions = LambdaFunctionConfigurations.map(({ LambdaFunctionArn }) => LambdaFunctionArn);
  for (const arn of functions) checkArn("CloudFunction", "lambda", arn);
  const destinations = [
    ...QueueConfigurations.map(({ QueueArn }) => QueueArn),
    ...TopicConfigurations.map(({ TopicArn }) => TopicArn),
  ];
  const fifo = destinations.filter((arn) => arn.endsWith(".fifo"));
  if (fifo.length > 0) throw fifoDestinations(fifo);
  const { functions: invoker } = ctx.ports;
  if (skipped || !invoker) return;
  const missing = functions.filter((arn) => !invoker.exists(arn));
  if (missing.length > 0) throw unusableFunctions(missing);
}

function checkArn(element: string, service: string, arn: string): void {
  const parsed = parseArn(arn);
  if (parsed?.service !== service || parsed.region === "" || !/^\d/.test(parsed.account))
    throw invalidArgument("The ARN could not be parsed", element, arn);
}

function unusableFunctions(arns: readonly string[]): AwsError {
  return unusable(arns, (arn) => `Not authorized to invoke function [${arn}]`);
}

/**
 * S3 sends nothing to FIFO queues and topics. That it rejects them as
 * destinations is documented; the value is not known to us.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html
 */
function fifoDestinations(arns: readonly string[]): AwsError {
  return unusable(arns, (arn) => `FIFO destinations are not supported [${arn}]`);
}

function unusable(arns: readonly string[], reasonOf: (arn: string) => string): AwsError {
  const members = arns.flatMap((arn, index) => [
    [`ArgumentName${index + 1}`, `${arn}, null`],
    [`ArgumentValue${index + 1}`, reasonOf(arn)],
  ]);
  return new AwsError("InvalidArgument", "Unable to validate the following destination configurations", {
    status: 400,
    members: Object.fromEntries(members),
  });
}
