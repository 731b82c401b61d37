import { parseArn } from "../../../shared/arn.js";
import { invalidParameter } from "../errors/parameters.js";
import {
  emailInvalid,
  endpointArnInvalid,
  endpointOtherProtocol,
  fifoQueueOnStandardTopic,
  fifoTopicProtocol,
  protocolUnknown,
  smsEndpointInvalid,
} from "../errors/subscriptions.js";
import type { TopicRow } from "../state/topics.js";

/** Checks the endpoint of a protocol. @throws InvalidParameter */
type EndpointCheck = (endpoint: string) => void;

const PHONE_NUMBER = /^\+?[1-9]\d{4,14}$/;
const EMAIL = /^[^\s@]+@[^\s@]+$/;

const CHECKS: ReadonlyMap<string, EndpointCheck> = new Map<string, EndpointCheck>([
  ["http", urlOf("http://")],
  ["https", urlOf("https://")],
  ["email", checkEmail],
  ["email-json", checkEmail],
  [
    "sms",
    (endpoint) => {
      if (!PHONE_NUMBER.test(endpoint.replace(/[\s().-]/g, ""))) throw smsEndpointInvalid(endpoint);
    },
  ],
  ["sqs", arnOf("sqs", "SQS")],
  ["lambda", arnOf("lambda", "Lambda")],
  ["firehose", arnOf("firehose", "Firehose")],
  ["application", arnOf("sns", "Application")],
]);

/** The protocols whose subscriptions always need a confirmation by the endpoint's owner. */
const CONFIRMED_BY_HAND: ReadonlySet<string> = new Set(["http", "https", "email", "email-json"]);

/** Checks the endpoint of a subscription. @throws InvalidParameter */
export function checkEndpoint(topic: TopicRow, protocol: string, endpoint: string): void {
  const check = CHECKS.get(protocol);
  if (!check) throw protocolUnknown(protocol);
  if (topic.fifo && protocol !== "sqs") throw fifoTopicProtocol(protocol);
  if (endpoint === "") throw invalidParameter("Endpoint");
  check(endpoint);
  if (protocol === "sqs" && !topic.fifo && endpoint.endsWith(".fifo")) throw fifoQueueOnStandardTopic();
}

/** Whether a new subscription needs a confirmation. A queue of another account does. */
export function needsConfirmation(
  topic: TopicRow,
  subscriber: string,
  protocol: string,
  endpoint: string,
): boolean {
  if (CONFIRMED_BY_HAND.has(protocol)) return true;
  if (protocol !== "sqs" && protocol !== "lambda") return false;
  const owner = parseArn(endpoint)?.account;
  return owner !== subscriber && owner !== topic.account;
}

function urlOf(scheme: string): EndpointCheck {
  return (endpoint) => {
    if (!endpoint.startsWith(scheme)) throw endpointOtherProtocol();
    if (!URL.canParse(endpoint)) throw invalidParameter("Endpoint");
  };
}

function checkEmail(endpoint: string): void {
  if (!EMAIL.test(endpoint)) throw emailInvalid();
}

function arnOf(service: string, kind: string): EndpointCheck {
  return (endpoint) => {
    const arn = parseArn(endpoint);
    if (arn?.service !== service || arn.account === "") throw endpointArnInvalid(kind);
  };
}
