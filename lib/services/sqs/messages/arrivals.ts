import { wakeLongPolls } from "../../../runtime/long-polls.js";
import { type LocatedQueue, queueArn } from "../queues/lookup.js";
import { POLLS } from "./polls.js";

/** Notifies the polls of a queue that messages became visible, after the transaction has ended. */
export function messagesAreVisible({ ctx, queue }: LocatedQueue): void {
  wakeLongPolls(ctx, POLLS, queue.id);
  ctx.ports.queueConsumers?.messagesAreVisible(ctx.region, () => queueArn(ctx, queue));
}
