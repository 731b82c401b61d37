/**
 * Amazon Simple Notification Service, API version 2010-03-31.
 *
 * Simulated: all operations. Standard and FIFO topics, their attributes, policies and tags; subscriptions of
 * all protocols, with confirmation; filter policies over attributes and bodies; raw delivery; a message for
 * each protocol; batches; deduplication and sequence numbers; deliveries to queues, functions and HTTP
 * endpoints on this machine, with retries, dead letters and verifiable signatures; archives and replays,
 * delivery status logs, data protection policies; platform applications, SMS and its sandbox.
 *
 * Not simulated: throttling and encryption. Data protection detects only what has a recognizable form: the
 * managed identifiers EmailAddress, IpAddress, CreditCardNumber, OpenSshPrivateKey, PgpPrivateKey and
 * PkcsPrivateKey, and the expressions of a policy. Audits are written to CloudWatch Logs only. Deliveries of
 * SMS and push notifications are not logged. `throttlePolicy` and `sicklyRetryPolicy` do not slow deliveries
 * down.
 *
 * Differs on purpose: changes take effect immediately, where AWS needs up to 15 minutes. E-mail, SMS, push
 * notifications, Firehose and endpoints on other machines receive nothing: their messages are in
 * `sim.sns.deliveries()`, or are passed to a function of `sim.sns.onDelivery()`. Links in messages lead to
 * the simulator.
 */

import { deliveryActivities } from "../../delivery/activities.js";
import type { Handlers, ServiceDefinition } from "../../runtime/service.js";
import { type SnsSim, snsControl } from "./control.js";
import { DELIVERY } from "./deliveries/delivery.js";
import { deniedError, validationError } from "./errors/parameters.js";
import type { facts } from "./generated/facts.js";
import { operationNames } from "./generated/operation-names.js";
import type { SnsOperations } from "./generated/types.js";
import { DELAYS, TIMERS } from "./lifecycle.js";
import { state } from "./state/index.js";
import { hooks, wire } from "./wire.js";

export const sns: ServiceDefinition<typeof facts, SnsSim> = {
  identity: { name: "sns", signingName: "sns" },
  operationNames,
  wire,
  loadFacts: () => import("./generated/facts.js"),
  loadOperations: (): Promise<Handlers<SnsOperations>> => import("./operations/index.js"),
  loadAuthorization: () => import("./authorization.js"),
  behaviour: () => ({
    deniedError,
    validationError,
    hooks,
  }),
  delays: () => DELAYS,
  state: () => state,
  timers: () => TIMERS,
  activities: deliveryActivities(DELIVERY, ({ protocol }) => protocol),
  control: () => snsControl,
};
