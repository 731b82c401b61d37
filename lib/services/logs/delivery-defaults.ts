import type { Delivery, DeliverySource } from "./generated/types.js";

/** The default fields of CloudFront's standard logs, in AWS's order. */
const CLOUDFRONT_FIELDS: readonly string[] = [
  "date",
  "time",
  "x-edge-location",
  "sc-bytes",
  "c-ip",
  "cs-method",
  "cs(Host)",
  "cs-uri-stem",
  "sc-status",
  "cs(Referer)",
  "cs(User-Agent)",
  "cs-uri-query",
  "cs(Cookie)",
  "x-edge-result-type",
  "x-edge-request-id",
  "x-host-header",
  "cs-protocol",
  "cs-bytes",
  "time-taken",
  "x-forwarded-for",
  "ssl-protocol",
  "ssl-cipher",
  "x-edge-response-result-type",
  "cs-protocol-version",
  "fle-status",
  "fle-encrypted-fields",
  "c-port",
  "time-to-first-byte",
  "x-edge-detailed-result-type",
  "sc-content-type",
  "sc-content-len",
  "sc-range-start",
  "sc-range-end",
];

/** The defaults of a delivery. Only CloudFront's are recorded; other sources have none here. */
export function deliveryDefaults(
  { service }: DeliverySource,
  { deliveryDestinationType }: Delivery,
): Pick<Delivery, "recordFields" | "s3DeliveryConfiguration"> {
  if (service !== "cloudfront") return {};
  return {
    recordFields: CLOUDFRONT_FIELDS,
    s3DeliveryConfiguration:
      deliveryDestinationType === "S3"
        ? { suffixPath: "AWSLogs/{account-id}/CloudFront/", enableHiveCompatiblePath: false }
        : undefined,
  };
}
