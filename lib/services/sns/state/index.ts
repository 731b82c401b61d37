import { stateIn } from "../../../runtime/state-definitions.js";
import * as sinks from "../deliveries/sinks.js";
import * as envelopes from "../messages/envelope.js";
import * as settings from "../settings.js";
import * as signing from "../signing/signature.js";
import * as filters from "../subscriptions/filters.js";
import * as archives from "./archives.js";
import * as messages from "./messages.js";
import * as mobile from "./mobile.js";
import * as phones from "./phones.js";
import * as subscriptions from "./subscriptions.js";
import * as topics from "./topics.js";

/** All state of SNS. */
export const state = stateIn(
  archives,
  envelopes,
  filters,
  messages,
  mobile,
  phones,
  settings,
  signing,
  sinks,
  subscriptions,
  topics,
);
