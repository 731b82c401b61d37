import { stateIn } from "../../../runtime/state-definitions.js";
import * as sinks from "../events/sinks.js";
import * as buckets from "./buckets.js";
import * as consistency from "./consistency.js";
import * as events from "./events.js";
import * as lifecycle from "./lifecycle.js";
import * as objects from "./objects.js";
import * as replication from "./replication.js";
import * as reports from "./reports.js";
import * as settings from "./settings.js";
import * as uploads from "./uploads.js";

/** All state of S3. */
export const state = stateIn(
  sinks,
  buckets,
  consistency,
  events,
  lifecycle,
  objects,
  replication,
  reports,
  settings,
  uploads,
);
