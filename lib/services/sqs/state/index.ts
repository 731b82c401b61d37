import { stateIn } from "../../../runtime/state-definitions.js";
import { DIGESTS } from "../messages/digests.js";
import * as polls from "../messages/polls.js";
import * as messages from "./messages.js";
import * as moveTasks from "./move-tasks.js";
import * as queues from "./queues.js";

/** All state of SQS. */
export const state = stateIn({ DIGESTS }, messages, moveTasks, polls, queues);
