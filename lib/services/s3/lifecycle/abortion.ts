import type { ListPartsOutput } from "../generated/types.js";
import { isSendable } from "../objects/header-text.js";
import { expiryOf } from "../objects/restores.js";
import type { BucketRow } from "../state/buckets.js";
import type { UploadRow } from "../state/uploads.js";
import { filterOf } from "./filters.js";

const NONE = Object.freeze({});

/**
 * The headers `x-amz-abort-date` and `x-amz-abort-rule-id`: when the lifecycle of its bucket aborts an
 * incomplete upload.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html
 */
export function abortMembers(
  bucket: BucketRow,
  upload: Pick<UploadRow, "key" | "initiated">,
): Pick<ListPartsOutput, "AbortDate" | "AbortRuleId"> {
  const abort = abortMoment(bucket, upload);
  if (!abort) return NONE;
  const { at, rule } = abort;
  return { AbortDate: new Date(at), AbortRuleId: isSendable(rule) ? rule : encodeURIComponent(rule) };
}

/** When an upload is aborted, and by which rule: among several, the one with the fewest days. */
export function abortMoment(
  { configuration }: BucketRow,
  { key, initiated }: Pick<UploadRow, "key" | "initiated">,
): { readonly at: number; readonly rule: string } | undefined {
  let first: { readonly days: number; readonly rule: string } | undefined;
  for (const rule of configuration.lifecycle?.rules ?? []) {
    const days = rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation;
    if (days === undefined || rule.Status !== "Enabled" || !key.startsWith(filterOf(rule).prefix)) continue;
    if (!first || days < first.days) first = { days, rule: rule.ID ?? "" };
  }
  return first && { at: expiryOf(initiated.getTime(), first.days).getTime(), rule: first.rule };
}
