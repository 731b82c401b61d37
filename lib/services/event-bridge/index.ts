/**
 * Amazon EventBridge, API version 2015-10-07.
 *
 * Simulated: buses with their policies, tags and settings; rules with event patterns and schedules;
 * TestEventPattern; PutEvents with its errors for each entry; targets with input, input path and transformer,
 * retries and dead-letter queues; buses of other accounts and regions; archives and replays; connections,
 * with tokens from OAuth endpoints on this machine, and API destinations with their rates. Lambda, SQS, SNS,
 * CloudWatch Logs, Step Functions, ECS, buses and API destinations at loopback addresses receive events.
 *
 * Not simulated: global endpoints and partner event sources, which return 501; throttling; encryption, whose
 * settings are stored. Targets of services that aws-sim does not simulate, and API destinations on other
 * machines, are only recorded. OAuth endpoints on other machines receive no request; their connections are
 * authorized.
 *
 * Differs on purpose: rules, targets and archives take effect immediately. Events of services are sent to
 * the default bus only while a rule on it is enabled.
 */

import { deliveryActivities } from "../../delivery/activities.js";
import type { Handlers, ServiceDefinition } from "../../runtime/service.js";
import { type EventBridgeSim, eventBridgeControl } from "./control.js";
import { brokenConstraint } from "./errors/events.js";
import type { facts } from "./generated/facts.js";
import { operationNames } from "./generated/operation-names.js";
import type { EventBridgeOperations } from "./generated/types.js";
import { DELAYS, TIMERS } from "./lifecycle.js";
import { state } from "./state/index.js";
import { TARGET_DELIVERIES } from "./targets/deliveries.js";

export const eventBridge: ServiceDefinition<typeof facts, EventBridgeSim> = {
  identity: { name: "eventBridge", signingName: "events" },
  operationNames,
  wire: { targetPrefixes: ["AWSEvents"] },
  loadFacts: () => import("./generated/facts.js"),
  loadOperations: (): Promise<Handlers<EventBridgeOperations>> => import("./operations/index.js"),
  loadAuthorization: () => import("./authorization.js"),
  behaviour: () => ({
    validationError: brokenConstraint,
  }),
  delays: () => DELAYS,
  state: () => state,
  timers: () => TIMERS,
  activities: deliveryActivities(TARGET_DELIVERIES, ({ rule }) => rule),
  control: () => eventBridgeControl,
};
