import { stateIn } from "../../../runtime/state-definitions.js";
import * as polls from "../messages/polls.js";
import * as messages from "./messages.js";
import * as moveTasks from "./move-tasks.js";
import * as queues from "./queues.js";

/** All state of SQS. */
export const state = stateIn(messages, moveTasks, polls, queues);
