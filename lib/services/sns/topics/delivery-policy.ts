import { isObject, type Members, parsedObject } from "../../../policies/document.js";
import { attributeInvalid } from "../errors/topics.js";

/**
 * The retry policy of HTTP deliveries:
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
export interface HealthyRetryPolicy {
  /** In seconds, as all delays. */
  readonly minDelayTarget: number;
  readonly maxDelayTarget: number;
  readonly numRetries: number;
  readonly numMaxDelayRetries: number;
  readonly numNoDelayRetries: number;
  readonly numMinDelayRetries: number;
  readonly backoffFunction: string;
}

export const DEFAULT_RETRIES: HealthyRetryPolicy = {
  minDelayTarget: 20,
  maxDelayTarget: 20,
  numRetries: 3,
  numMaxDelayRetries: 0,
  numNoDelayRetries: 0,
  numMinDelayRetries: 0,
  backoffFunction: "linear",
};

export const DEFAULT_CONTENT_TYPE = "text/plain; charset=UTF-8";

/** The HTTP policy of a topic, with defaults. */
export interface TopicDeliveryPolicy {
  readonly defaultHealthyRetryPolicy: HealthyRetryPolicy;
  readonly disableSubscriptionOverrides: boolean;
  readonly defaultRequestPolicy: { readonly headerContentType: string };
}

const LONGEST_DELAY = 3_600;
const MOST_RETRIES = 100;
const BACKOFFS: ReadonlySet<unknown> = new Set(["arithmetic", "exponential", "geometric", "linear"]);

/** The delivery policy of a topic as it is stored. @throws InvalidParameter */
export function readTopicPolicy(text: string): string {
  const document = parsedObject(text);
  const http = document?.http;
  if (!document || !isObject(http)) throw flaw("is not a JSON object with the member http");
  if (http.defaultHealthyRetryPolicy !== undefined)
    retryPolicyOf(http.defaultHealthyRetryPolicy, "http.defaultHealthyRetryPolicy");
  const { disableSubscriptionOverrides = false } = http;
  return JSON.stringify({ http: { ...http, disableSubscriptionOverrides } });
}

/** The effective policy of a topic: its own policy, with the defaults for missing members. */
export function effectiveTopicPolicy(text: string | undefined): TopicDeliveryPolicy {
  const http = text === undefined ? {} : parsedObject(text)?.http;
  const { defaultHealthyRetryPolicy, disableSubscriptionOverrides, defaultRequestPolicy, ...rest } = isObject(
    http,
  )
    ? http
    : {};
  return {
    defaultHealthyRetryPolicy: retryPolicyOf(defaultHealthyRetryPolicy ?? {}, ""),
    disableSubscriptionOverrides: disableSubscriptionOverrides === true,
    defaultRequestPolicy: { headerContentType: contentTypeOf(defaultRequestPolicy) ?? DEFAULT_CONTENT_TYPE },
    ...rest,
  };
}

/** The delivery policy of a subscription as it is stored, with all members. @throws InvalidParameter */
export function readSubscriptionPolicy(text: string): string {
  const document = parsedObject(text);
  if (!document) throw flaw("is not a JSON object");
  const { healthyRetryPolicy = null, sicklyRetryPolicy = null, throttlePolicy = null } = document;
  const { requestPolicy = null, guaranteed = false } = document;
  if (healthyRetryPolicy !== null) retryPolicyOf(healthyRetryPolicy, "healthyRetryPolicy");
  return JSON.stringify({ healthyRetryPolicy, sicklyRetryPolicy, throttlePolicy, requestPolicy, guaranteed });
}

/** The delivery policy of a subscription. */
export interface SubscriptionDeliveryPolicy {
  readonly retries?: HealthyRetryPolicy;
  readonly contentType?: string;
}

export function subscriptionPolicy(text: string | undefined): SubscriptionDeliveryPolicy {
  const { healthyRetryPolicy, requestPolicy } = (text === undefined ? undefined : parsedObject(text)) ?? {};
  const contentType = contentTypeOf(requestPolicy);
  return {
    ...(isObject(healthyRetryPolicy) && { retries: retryPolicyOf(healthyRetryPolicy, "") }),
    ...(contentType !== undefined && { contentType }),
  };
}

function contentTypeOf(requestPolicy: unknown): string | undefined {
  const type = isObject(requestPolicy) ? requestPolicy.headerContentType : undefined;
  return typeof type === "string" ? type : undefined;
}

/** A retry policy with the defaults for missing members. @throws InvalidParameter */
function retryPolicyOf(given: unknown, path: string): HealthyRetryPolicy {
  if (!isObject(given)) throw flaw(`${path} is not a JSON object`);
  const { backoffFunction = DEFAULT_RETRIES.backoffFunction } = given;
  if (typeof backoffFunction !== "string" || !BACKOFFS.has(backoffFunction))
    throw flaw(`${path}.backoffFunction must be arithmetic, exponential, geometric or linear`);
  const number = (name: Exclude<keyof HealthyRetryPolicy, "backoffFunction">, least: number, most: number) =>
    numberIn(given, { name, path, least, most });
  const policy: HealthyRetryPolicy = {
    minDelayTarget: number("minDelayTarget", 1, LONGEST_DELAY),
    maxDelayTarget: number("maxDelayTarget", 1, LONGEST_DELAY),
    numRetries: number("numRetries", 0, MOST_RETRIES),
    numMaxDelayRetries: number("numMaxDelayRetries", 0, MOST_RETRIES),
    numNoDelayRetries: number("numNoDelayRetries", 0, MOST_RETRIES),
    numMinDelayRetries: number("numMinDelayRetries", 0, MOST_RETRIES),
    backoffFunction,
  };
  checkSums(policy, path);
  return policy;
}

function checkSums(policy: HealthyRetryPolicy, path: string): void {
  const { minDelayTarget, maxDelayTarget, numRetries } = policy;
  if (minDelayTarget > maxDelayTarget)
    throw flaw(`${path}.minDelayTarget must be less than or equal to maxDelayTarget`);
  const { numMaxDelayRetries, numNoDelayRetries, numMinDelayRetries } = policy;
  if (numMaxDelayRetries + numNoDelayRetries + numMinDelayRetries > numRetries)
    throw flaw(
      `${path}.numRetries must be greater than or equal to the sum of numMinDelayRetries, numNoDelayRetries and numMaxDelayRetries`,
    );
}

interface NumberRange {
  readonly name: Exclude<keyof HealthyRetryPolicy, "backoffFunction">;
  readonly path: string;
  readonly least: number;
  readonly most: number;
}

function numberIn(given: Members, { name, path, least, most }: NumberRange): number {
  const value = new Map(Object.entries(given)).get(name) ?? DEFAULT_RETRIES[name];
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
  throw flaw(`${path}.${name} must be an integer between ${least} and ${most}`);
}

function flaw(reason: string): Error {
  return attributeInvalid("DeliveryPolicy", reason);
}
