import { defineActivity } from "../../runtime/activities.js";
import { DELIVERIES } from "./state/deliveries.js";

/** Deliveries of subscription filters on the timeline of the inspector. */
export const subscriptionDeliveries = defineActivity({
  table: DELIVERIES,
  kind: "delivery",
  describe: ({ filterName, destinationArn, logEvents }) => ({
    name: filterName,
    resource: destinationArn,
    startedAt: logEvents.at(-1)?.timestamp ?? 0,
    outcome: "succeeded",
  }),
  details: ({ logEvents, logGroup, logStream }) => ({ input: logEvents, more: { logGroup, logStream } }),
});
