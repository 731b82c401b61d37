import { stateIn } from "../../../runtime/state-definitions.js";
import { COMPILED_PATTERNS } from "../rules/patterns.js";
import { COMPILED_SCHEDULES } from "../rules/schedules.js";
import * as archives from "./archives.js";
import * as buses from "./buses.js";
import * as connections from "./connections.js";
import * as events from "./events.js";
import * as rules from "./rules.js";

export const state = stateIn(archives, buses, connections, events, rules, {
  COMPILED_PATTERNS,
  COMPILED_SCHEDULES,
});
