import { defineTable } from "../../../runtime/store/store.js";

/** What a subscription filter sent to its destination. */
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

/** Deliveries on their way while the delay `subscriptionDelivery` lasts, by id. */
export const PENDING_DELIVERIES = defineTable<SubscriptionDelivery>({
  name: "logs.pending-deliveries",
  key: "id",
});

/** Deliveries that were made, by order. */
export const DELIVERIES = defineTable<SubscriptionDelivery, number>({
  name: "logs.deliveries",
  key: "order",
});
