import type { RequestHead, WireHooks } from "../../wire/hooks.js";
import { actionNotForQueues } from "./errors/queues.js";
import { QUEUE_PATH } from "./queues/lookup.js";

/** Operations that are not about one queue. Forms sent to the path of a queue cannot request them. */
const NOT_OF_QUEUES: ReadonlySet<string> = new Set([
  "CancelMessageMoveTask",
  "CreateQueue",
  "ListMessageMoveTasks",
  "ListQueues",
  "StartMessageMoveTask",
]);

/** A form sent to the path of a queue applies to that queue, unless it contains another queue URL. */
export const hooks: WireHooks = {
  decidesUnsigned: true,
  completeInput(operation, input, { path, headers }: RequestHead) {
    if (path === "/" || headers["x-amz-target"] !== undefined || !QUEUE_PATH.test(path)) return input;
    if (NOT_OF_QUEUES.has(operation)) throw actionNotForQueues(operation);
    return operation === "GetQueueUrl" ? input : { QueueUrl: path, ...input };
  },
};
