import type { ContextAt } from "../../../../runtime/context.js";
import type { QueueConsumers } from "../../../../runtime/ports/queue-consumers.js";
import { EVENT_SOURCE_MAPPINGS } from "../mapping.js";
import { planPoll } from "./poller.js";

/** Notifies mappings of messages in their queues. */
export function queueConsumersPort(contextAt: ContextAt): QueueConsumers {
  return {
    messagesAreVisible(region, arnOf) {
      for (const table of contextAt({}).everywhere(EVENT_SOURCE_MAPPINGS)) {
        if (table.size === 0 || table.at.region !== region) continue;
        const queueArn = arnOf();
        for (const [uuid, { settings, state }] of table.entries())
          if (settings.EventSourceArn === queueArn && state === "Enabled")
            planPoll(contextAt(table.at), uuid);
      }
    },
  };
}
