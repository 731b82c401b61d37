import { defineSettings } from "../../../runtime/settings.js";

/** Settings for behaviour of S3 that AWS does not let tests choose. */
export interface S3Settings {
  /** Rejects customer-provided keys (SSE-C) in buckets that do not allow them, as AWS does in new buckets since April 2026. Default `false`. */
  readonly blockCustomerKeys: boolean;
}

export const SETTINGS = defineSettings<S3Settings>("s3.settings", { blockCustomerKeys: false });
