import { AwsError } from "../../../runtime/errors.js";
import { invalidParameter } from "./parameters.js";

export const protocolUnknown = (protocol: string) =>
  invalidParameter(`Amazon SNS does not support this protocol string: ${protocol}`);

/** @param kind `SQS`, `Lambda` and the like */
export const endpointArnInvalid = (kind: string) => invalidParameter(`${kind} endpoint ARN`);
export const smsEndpointInvalid = (endpoint: string) =>
  new AwsError("InvalidParameter", `Invalid SMS endpoint: ${endpoint}`);
export const endpointOtherProtocol = () => invalidParameter("Endpoint must match the specified protocol");
export const emailInvalid = () => invalidParameter("Email address");
export const fifoTopicProtocol = (protocol: string) =>
  invalidParameter(`Protocol Reason: FIFO SNS Topics can not subscribe the protocol ${protocol}`);

/** AWS repeats the prefix. */
export const fifoQueueOnStandardTopic = () =>
  invalidParameter(
    "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics",
  );

export const subscriptionHasOtherAttributes = () =>
  invalidParameter("Attributes Reason: Subscription already exists with different attributes");

/** An invalid value of an attribute, without the prefix of Subscribe and SetSubscriptionAttributes. */
export class AttributeFlaw extends Error {
  override readonly name = "AttributeFlaw";
}

export const confirmationTopicInvalid = () => invalidParameter("Topic");
export const tokenUnknown = () => invalidParameter("Token");
export const tokenMalformed = () => new AwsError("InvalidParameter", "Invalid token");

export const subscriptionIdInvalid = () => invalidParameter("SubscriptionId");

export const tooManySubscriptions = () =>
  new AwsError("SubscriptionLimitExceeded", "Subscriptions limit exceeded");
export const tooManyFilterPolicies = () =>
  new AwsError("FilterPolicyLimitExceeded", "Filter policy limit exceeded");
