import { stateIn } from "../../../runtime/state-definitions.js";
import * as chunks from "../events/chunks.js";
import * as ingest from "../events/ingest.js";
import * as anomalyDetectors from "./anomaly-detectors.js";
import * as deliveries from "./deliveries.js";
import * as destinations from "./destinations.js";
import * as exports from "./exports.js";
import * as filters from "./filters.js";
import * as groups from "./groups.js";
import * as logDeliveries from "./log-deliveries.js";
import * as policies from "./policies.js";
import * as queries from "./queries.js";
import * as streams from "./streams.js";

/** All state of Logs. */
export const state = stateIn(
  chunks,
  ingest,
  anomalyDetectors,
  deliveries,
  destinations,
  exports,
  filters,
  groups,
  logDeliveries,
  policies,
  queries,
  streams,
);
