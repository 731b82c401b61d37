import { defineLongPolls } from "../../../runtime/long-polls.js";

/** The receives that wait for messages, by the id of their queue. */
export const POLLS = defineLongPolls("sqs.polls");
