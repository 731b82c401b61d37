import type { ListPartsOutput } from "../generated/types.js";
import { isSendable } from "../objects/header-text.js";
import { expiryOf } from "../objects/restores.js";
import type { BucketRow } from "../state/buckets.js";
import type { UploadRow } from "../state/uploads.js";
import { filterOf } from "./filters.js";

const NONE = Object.freeze({});

/**
 * What answers tell as `x-amz-abort-date` and `x-amz-abort-rule-id`: when the
 * lifecycle of its bucket will abort an upload that is not completed. Of
 * several rules that of the fewest days counts.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html
 */
export function abortMembers(
  { configuration }: BucketRow,
  { key, initiated }: Pick<UploadRow, "key" | "initiated">,
): Pick<ListPartsOutput, "AbortDate" | "AbortRuleId"> {
  let first: { readonly days: number; readonly rule: string } | undefined;
  for (const rule of configuration.lifecycle?.rules ?? []) {
    const days = rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation;
    if (days === undefined || rule.Status !== "Enabled" || !key.startsWith(filterOf(rule).prefix)) continue;
    if (!first || days < first.days) first = { days, rule: rule.ID ?? "" };
  }
  if (!first) return NONE;
  const { days, rule } = first;
  return {
    AbortDate: expiryOf(initiated.getTime(), days),
    AbortRuleId: isSendable(rule) ? rule : encodeURIComponent(rule),
  };
}
