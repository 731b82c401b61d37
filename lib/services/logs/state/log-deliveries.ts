import { defineTable } from "../../../runtime/store/store.js";
import type { Delivery, DeliveryDestination, DeliverySource } from "../generated/types.js";
import type { Tags } from "./groups.js";

export type DeliverySourceRow = DeliverySource & {
  readonly name: string;
  readonly arn: string;
  readonly resourceArn: string;
  readonly tags: Tags;
};

/** Sources of logs of AWS services, by name. */
export const DELIVERY_SOURCES = defineTable<DeliverySourceRow>({
  name: "logs.delivery-sources",
  key: "name",
});

export type DeliveryDestinationRow = DeliveryDestination & {
  readonly name: string;
  readonly arn: string;
  readonly policy?: string;
  readonly tags: Tags;
};

/** Destinations of logs of AWS services, by name. */
export const DELIVERY_DESTINATIONS = defineTable<DeliveryDestinationRow>({
  name: "logs.delivery-destinations",
  key: "name",
});

export type DeliveryRow = Delivery & {
  readonly id: string;
  readonly arn: string;
  readonly deliverySourceName: string;
  readonly deliveryDestinationArn: string;
  readonly tags: Tags;
};

/** Connections of a source and a destination, by id. */
export const LOG_DELIVERIES = defineTable<DeliveryRow>({ name: "logs.log-deliveries", key: "id" });
