import { defineTable } from "../../../runtime/store/store.js";

/** A delivery of a subscription filter. */
export interface SubscriptionDelivery {
  readonly destinationArn: string;
  readonly filterName: string;
  readonly logGroup: string;
  readonly logStream: string;
  readonly logEvents: readonly {
    readonly id: string;
    readonly timestamp: number;
    readonly message: string;
  }[];
}

/** Deliveries that wait for the delay `subscriptionDelivery`, by id. */
export const PENDING_DELIVERIES = defineTable<SubscriptionDelivery>({
  name: "logs.pending-deliveries",
  key: "id",
});

/** Completed deliveries, by order. */
export const DELIVERIES = defineTable<SubscriptionDelivery, number>({
  name: "logs.deliveries",
  key: "order",
});
