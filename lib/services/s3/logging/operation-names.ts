import type { RequestHead } from "../../../wire/hooks.js";
import { targetOf } from "../wire/targets.js";

/** The names of sub-resources in access logs, if they differ from the upper-case name. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ["accelerate", "ACCELERATE"],
  ["acl", "ACL"],
  ["attributes", "OBJECT_ATTRIBUTES"],
  ["delete", "MULTI_OBJECT_DELETE"],
  ["intelligent-tiering", "INTELLIGENT_TIERING"],
  ["legal-hold", "OBJECT_LOCK_LEGALHOLD"],
  ["logging", "LOGGING_STATUS"],
  ["object-lock", "OBJECT_LOCK_CONFIGURATION"],
  ["ownershipControls", "OWNERSHIP_CONTROLS"],
  ["policy", "BUCKETPOLICY"],
  ["policyStatus", "POLICY_STATUS"],
  ["publicAccessBlock", "PUBLIC_ACCESS_BLOCK"],
  ["requestPayment", "REQUEST_PAYMENT"],
  ["retention", "OBJECT_LOCK_RETENTION"],
  ["versions", "BUCKETVERSIONS"],
]);

/**
 * The operation in an access log: `REST.GET.OBJECT`.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
 *
 * @param subResource in the query
 */
export function operationName(
  { method, path, query, headers }: RequestHead,
  subResource: string | undefined,
): string {
  if (method === "OPTIONS") return "REST.OPTIONS.PREFLIGHT";
  const { key } = targetOf(path);
  const copies = method === "PUT" && headers["x-amz-copy-source"] !== undefined;
  const verb = copies ? "COPY" : method;
  if (subResource === undefined) return `REST.${verb}.${key === "" ? "BUCKET" : "OBJECT"}`;
  if (subResource === "uploadId")
    return `REST.${verb}.${/(?:^|&)partNumber=/.test(query) ? "PART" : "UPLOAD"}`;
  if (subResource === "tagging") return `REST.${verb}.${key === "" ? "TAGGING" : "OBJECT_TAGGING"}`;
  return `REST.${verb}.${TYPES.get(subResource) ?? subResource.toUpperCase().replaceAll("-", "_")}`;
}
