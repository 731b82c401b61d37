import type { ContextAt } from "../../runtime/context.js";
import type { QueueConsumers } from "../../runtime/ports/queue-consumers.js";
import { planPoll } from "./running/poller.js";
import { PIPES } from "./state.js";

/** The port that notifies pipes of messages in their queues. */
export function queueConsumersPort(contextAt: ContextAt): QueueConsumers {
  return {
    messagesAreVisible(region, arnOf) {
      for (const table of contextAt({}).everywhere(PIPES)) {
        if (table.size === 0 || table.at.region !== region) continue;
        const queueArn = arnOf();
        for (const [name, { settings, current }] of table.entries())
          if (settings.Source === queueArn && current === "RUNNING") planPoll(contextAt(table.at), name);
      }
    },
  };
}
