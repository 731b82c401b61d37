import type { Backoff, RetryPolicy } from "../../../delivery/retries.js";
import type { HealthyRetryPolicy } from "../topics/delivery-policy.js";

const SECOND = 1_000;

/**
 * AWS services: 100,015 retries over 23 days.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
const SERVICE_RETRIES: RetryPolicy = {
  phases: [
    { retries: 3, wait: 0 },
    { retries: 2, wait: SECOND },
    { retries: 10, wait: SECOND, longest: 20 * SECOND },
    { retries: 100_000, wait: 20 * SECOND },
  ],
};

/** E-mail, SMS and push: 50 retries over 6 hours. */
const PEOPLE_RETRIES: RetryPolicy = {
  phases: [
    { retries: 2, wait: 10 * SECOND },
    { retries: 10, wait: 10 * SECOND, longest: 600 * SECOND },
    { retries: 38, wait: 600 * SECOND },
  ],
};

/** The retry policy of protocols other than HTTP. */
export function retriesOf(protocol: string): RetryPolicy {
  return protocol === "sqs" || protocol === "lambda" || protocol === "firehose"
    ? SERVICE_RETRIES
    : PEOPLE_RETRIES;
}

/** Converts an HTTP delivery policy to a retry policy. */
export function httpRetries(policy: HealthyRetryPolicy): RetryPolicy {
  const { numRetries, numNoDelayRetries, numMinDelayRetries, numMaxDelayRetries } = policy;
  const wait = policy.minDelayTarget * SECOND;
  const longest = policy.maxDelayTarget * SECOND;
  const rest = numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries;
  return {
    phases: [
      { retries: numNoDelayRetries, wait: 0 },
      { retries: numMinDelayRetries, wait },
      // The policy was validated.
      { retries: rest, wait, longest, backoff: policy.backoffFunction as Backoff },
      { retries: numMaxDelayRetries, wait: longest },
    ],
  };
}
