import type { Context } from "../../runtime/context.js";
import { AwsError } from "../../runtime/errors.js";
import { parseArn } from "../../shared/arn.js";
import { invalidParameter } from "./errors.js";
import { destinationOf, mayInvoke } from "./subscriptions.js";

/** The destination members of PutSubscriptionFilter. */
interface Subscription {
  readonly logGroupName: string;
  readonly destinationArn: string;
  readonly roleArn?: string;
}

/**
 * Checks that a subscription filter can deliver.
 *
 * @throws InvalidParameterException, AccessDeniedException for a function of another account.
 */
export function checkDestination(
  ctx: Context,
  { logGroupName, destinationArn, roleArn }: Subscription,
): void {
  const { service, account } = parseArn(destinationArn) ?? {};
  switch (service) {
    case "lambda":
      return checkFunction(ctx, destinationArn, account, logGroupName);
    case "kinesis":
    case "firehose":
      if (roleArn === undefined) {
        throw invalidParameter(`destinationArn for vendor ${service} cannot be used without roleArn`);
      }
      return;
    case "logs":
      if (!destinationOf(ctx, destinationArn)) {
        throw invalidParameter(
          "Could not find the destination. Check that it exists and that its ARN is right.",
        );
      }
      return;
    default:
      throw invalidParameter(
        `PutSubscriptionFilter operation cannot work with destinationArn for vendor ${service}`,
      );
  }
}

function checkFunction(
  ctx: Context,
  functionArn: string,
  account: string | undefined,
  logGroupName: string,
): void {
  if (account !== ctx.account) {
    throw new AwsError(
      "AccessDeniedException",
      "Cross-account lambda invocation passing is not allowed. You must use DestinationPolicies to create cross account lambda triggers.",
      { status: 400 },
    );
  }
  // If Lambda is not simulated, functions cannot be checked.
  const { functions } = ctx.ports;
  if (!functions || (functions.exists(functionArn) && mayInvoke(ctx, functionArn, logGroupName))) return;
  throw invalidParameter(
    "Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.",
  );
}
