import { defineTable } from "../../../runtime/store/store.js";
import type {
  ApiDestinationHttpMethod,
  ConnectionAuthorizationType,
  ConnectionState,
  CreateConnectionAuthRequestParameters,
} from "../generated/types.js";

/** A token that an authorization endpoint has issued. */
export interface Token {
  readonly value: string;
  /** Time at which it is replaced, in milliseconds since the epoch. Omitted if it does not expire. */
  readonly refresh?: number;
}

export interface ConnectionRow {
  readonly name: string;
  readonly id: string;
  readonly description?: string;
  readonly state: ConnectionState;
  /** The reason why it is not authorized. */
  readonly stateReason?: string | undefined;
  /** Present for an OAuth connection after a token request. */
  readonly token?: Token | undefined;
  readonly authorizationType: ConnectionAuthorizationType;
  /** Includes the secrets, which AWS stores in Secrets Manager. */
  readonly auth: CreateConnectionAuthRequestParameters;
  readonly kmsKey?: string;
  readonly secretArn: string;
  /** In milliseconds since the epoch, as those that follow. */
  readonly created: number;
  readonly modified: number;
  readonly authorized?: number;
}

/** Connections by name. */
export const CONNECTIONS = defineTable<ConnectionRow>({ name: "event-bridge.connections", key: "name" });

export interface ApiDestinationRow {
  readonly name: string;
  readonly id: string;
  readonly description?: string;
  readonly connectionArn: string;
  readonly endpoint: string;
  readonly method: ApiDestinationHttpMethod;
  readonly rateLimit: number;
  /** In milliseconds since the epoch, as the one that follows. */
  readonly created: number;
  readonly modified: number;
}

/** The latest second with requests to an API destination, and their number. */
export interface InvocationSlot {
  /** Start of the second, in milliseconds since the epoch. */
  readonly start: number;
  readonly count: number;
}

/** The latest slots of API destinations, by their names. */
export const INVOCATION_SLOTS = defineTable<InvocationSlot>({
  name: "event-bridge.invocation-slots",
  key: "name",
});

/** API destinations by name. */
export const API_DESTINATIONS = defineTable<ApiDestinationRow>({
  name: "event-bridge.api-destinations",
  key: "name",
});
