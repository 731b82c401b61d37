/**
 * Amazon CloudWatch Logs, API version 2014-03-28.
 *
 * Simulated: log groups and streams, events with their pagination, filtering and retention, filter patterns,
 * metric filters, subscription filters that invoke functions, Logs Insights queries and their definitions,
 * export tasks, destinations, resource policies, tags. Stored without an effect: data protection, account and
 * field index policies, transformers, deliveries of other services' logs with their sources and destinations,
 * anomaly detectors.
 *
 * Not simulated: delivery templates, tests of transformers, updates of anomalies, integrations, scheduled
 * queries, live tail, imports and lookup tables (501). Metric filters publish no metrics, export tasks write
 * no objects, and nothing is sent to Kinesis or Firehose. Policies and keys are stored, not enforced. Events
 * are not masked, indexed or transformed, and detectors find no anomalies.
 *
 * Differs on purpose: events are readable immediately, unless the delay `logs.delivery` is set. Expired
 * events are deleted immediately. Tokens do not expire.
 */

import type { Handlers, ServiceDefinition } from "../../runtime/service.js";
import { DETECTOR_TIMERS } from "./anomaly-detectors.js";
import { type LogsSim, logsControl } from "./control.js";
import { DELIVERY_TIMERS } from "./events/ingest.js";
import { RETENTION_TIMERS } from "./events/retention.js";
import { EXPORT_TIMERS } from "./exports.js";
import type { facts } from "./generated/facts.js";
import { operationNames } from "./generated/operation-names.js";
import type { LogsOperations } from "./generated/types.js";
import { QUERY_TIMERS } from "./queries.js";
import { state } from "./state/index.js";
import { SUBSCRIPTION_TIMERS } from "./subscriptions.js";
import { subscriptionDeliveries } from "./timeline.js";
import { validationError } from "./validation.js";

export const logs: ServiceDefinition<typeof facts, LogsSim> = {
  identity: { name: "logs", signingName: "logs", aliases: ["CloudWatchLogs"] },
  operationNames,
  wire: { targetPrefixes: ["Logs_20140328"] },
  loadFacts: () => import("./generated/facts.js"),
  loadOperations: (): Promise<Handlers<LogsOperations>> => import("./operations/index.js"),
  loadAuthorization: () => import("./authorization.js"),
  behaviour: () => ({
    validationError,
  }),
  delays: () => ({
    delivery: 0,
    subscriptionDelivery: 0,
    queryRunning: 100,
    queryComplete: 400,
    exportRunning: 500,
    exportCompleted: 500,
    detectorTraining: 500,
    detectorAnalyzing: 500,
  }),
  state: () => state,
  activities: [subscriptionDeliveries],
  timers: () => ({
    ...DELIVERY_TIMERS,
    ...RETENTION_TIMERS,
    ...SUBSCRIPTION_TIMERS,
    ...QUERY_TIMERS,
    ...EXPORT_TIMERS,
    ...DETECTOR_TIMERS,
  }),
  control: () => logsControl,
};
