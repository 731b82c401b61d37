/**
 * Amazon Simple Queue Service, API version 2012-11-05, JSON and query protocols.
 *
 * Simulated: all operations. Standard and FIFO queues, their attributes, policies and tags; messages with
 * attributes and their digests, delays, visibility timeouts, retention, batches, long polling; deduplication
 * by id and by content, for a queue or a group; order within groups; receive request attempts; dead letters,
 * redrive and redrive allow policies, message move tasks.
 *
 * Not simulated: throttling; encryption, whose settings are stored. Messages of noisy groups in standard
 * queues do not have a lower priority.
 *
 * Differs on purpose: changes take effect immediately, where AWS needs up to a minute. Numbers of messages
 * are exact. Standard queues deliver in order, once, and a receive finds every message. With a frozen clock,
 * a long poll ends after two seconds of real time, unless time moves.
 */

import type { Handlers, ServiceDefinition } from "../../runtime/service.js";
import { type SqsSim, sqsControl } from "./control.js";
import { deniedError } from "./errors/access.js";
import { validationError } from "./errors/queues.js";
import type { facts } from "./generated/facts.js";
import { operationNames } from "./generated/operation-names.js";
import type { SqsOperations } from "./generated/types.js";
import { DELAYS, TIMERS } from "./lifecycle.js";
import { QUEUE_PATH } from "./queues/lookup.js";
import { state } from "./state/index.js";
import { hooks } from "./wire.js";

export const sqs: ServiceDefinition<typeof facts, SqsSim> = {
  identity: { name: "sqs", signingName: "sqs" },
  operationNames,
  wire: { targetPrefixes: ["AmazonSQS"], queryVersion: "2012-11-05", formPath: QUEUE_PATH },
  loadFacts: () => import("./generated/facts.js"),
  loadOperations: (): Promise<Handlers<SqsOperations>> => import("./operations/index.js"),
  loadAuthorization: () => import("./authorization.js"),
  behaviour: () => ({
    deniedError,
    validationError,
    hooks,
  }),
  delays: () => DELAYS,
  state: () => state,
  timers: () => TIMERS,
  control: () => sqsControl,
};
