import { defineTable } from "../../../runtime/store/store.js";

/** A platform application for push notifications. Key: its ARN. */
export interface ApplicationRow {
  readonly arn: string;
  readonly name: string;
  readonly platform: string;
  /** The visible attributes, without credentials. */
  readonly attributes: ReadonlyMap<string, string>;
}

export const APPLICATIONS = defineTable<ApplicationRow>({ name: "sns.platform-applications", key: "arn" });

/** The endpoint of a device. Key: its ARN. */
export interface EndpointRow {
  readonly arn: string;
  readonly application: string;
  /** `Token`, `Enabled` and `CustomUserData`. */
  readonly attributes: ReadonlyMap<string, string>;
}

export const ENDPOINTS = defineTable<EndpointRow>({ name: "sns.platform-endpoints", key: "arn" });
