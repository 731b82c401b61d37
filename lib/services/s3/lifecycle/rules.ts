import { invalidArgument, invalidRequest, malformedXml } from "../errors/requests.js";
import type { LifecycleExpiration, LifecycleRule } from "../generated/types.js";
import { checkFilter, filterOf, type RuleFilter } from "./filters.js";
import { checkDates, checkSpacing } from "./schedules.js";

const MAX_RULES = 1000;
const MAX_ID_LENGTH = 255;

/**
 * Validates the rules of PutBucketLifecycleConfiguration.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 *
 * @throws MalformedXML, InvalidArgument, InvalidRequest
 */
export function checkLifecycle(rules: readonly LifecycleRule[]): void {
  if (rules.length === 0 || rules.length > MAX_RULES) throw malformedXml();
  for (const rule of rules) checkRule(rule);
  checkVersions(rules);
  const ids = rules.flatMap(({ ID }) => ID || []);
  if (new Set(ids).size < ids.length) {
    throw invalidArgument("Rule ID must be unique. Found same ID for more than one rule", "ID");
  }
}

/**
 * Rules with their own prefix belong to the first version of lifecycle configurations, rules with a filter to
 * the second. A configuration must not mix them.
 */
function checkVersions(rules: readonly LifecycleRule[]): void {
  const first = rules.filter(({ Prefix }) => Prefix !== undefined);
  if (first.length > 0 && first.length < rules.length) {
    throw invalidRequest(
      "Base level prefix cannot be used in Lifecycle V2, prefixes are only supported in the Filter.",
    );
  }
  if (first.some(keepsNewerVersions)) {
    throw invalidRequest("NewerNoncurrentVersions element can only be used in Lifecycle V2.");
  }
}

function keepsNewerVersions(rule: LifecycleRule): boolean {
  const { NoncurrentVersionExpiration, NoncurrentVersionTransitions = [] } = rule;
  return [NoncurrentVersionExpiration, ...NoncurrentVersionTransitions].some(
    (action) => action?.NewerNoncurrentVersions !== undefined,
  );
}

function checkRule(rule: LifecycleRule): void {
  const { ID = "", Expiration, NoncurrentVersionExpiration, AbortIncompleteMultipartUpload } = rule;
  if (ID.length > MAX_ID_LENGTH) {
    throw invalidArgument(`ID length should not exceed allowed limit of ${MAX_ID_LENGTH}`, "ID", ID);
  }
  checkFilter(rule);
  const filter = filterOf(rule);
  if (Expiration) checkExpiration(Expiration, filter);
  checkTransitions(rule);
  if (NoncurrentVersionExpiration) {
    const { NoncurrentDays, NewerNoncurrentVersions } = NoncurrentVersionExpiration;
    if (NoncurrentDays === undefined) throw malformedXml();
    checkPositive(NoncurrentDays, "NoncurrentDays", "NoncurrentVersionExpiration");
    checkPositive(NewerNoncurrentVersions, "NewerNoncurrentVersions", "NoncurrentVersionExpiration");
  }
  if (AbortIncompleteMultipartUpload) checkAbort(AbortIncompleteMultipartUpload.DaysAfterInitiation, filter);
  if (!hasAction(rule)) throw invalidRequest("At least one action needs to be specified in a rule.");
  checkDates(rule);
  checkSpacing(rule);
}

function checkExpiration(
  { Days, Date: date, ExpiredObjectDeleteMarker }: LifecycleExpiration,
  filter: RuleFilter,
) {
  const given = [Days, date, ExpiredObjectDeleteMarker].filter((member) => member !== undefined);
  if (given.length !== 1) throw malformedXml();
  if (ExpiredObjectDeleteMarker !== undefined && filter.tags.length > 0) throw malformedXml();
  checkPositive(Days, "Days", "Expiration");
}

function checkTransitions({ Transitions = [], NoncurrentVersionTransitions = [] }: LifecycleRule): void {
  for (const { Days, Date: date, StorageClass } of Transitions) {
    if (StorageClass === undefined || (Days === undefined) === (date === undefined)) throw malformedXml();
    if (Days !== undefined && Days < 0) {
      throw invalidArgument("'Days' for Transition action must be nonnegative", "Days", String(Days));
    }
  }
  for (const { NoncurrentDays, StorageClass, NewerNoncurrentVersions } of NoncurrentVersionTransitions) {
    if (StorageClass === undefined || NoncurrentDays === undefined) throw malformedXml();
    if (NoncurrentDays < 0) {
      const message = "'NoncurrentDays' for NoncurrentVersionTransition action must be nonnegative";
      throw invalidArgument(message, "NoncurrentDays", String(NoncurrentDays));
    }
    checkPositive(NewerNoncurrentVersions, "NewerNoncurrentVersions", "NoncurrentVersionTransition");
  }
}

function checkAbort(days: number | undefined, filter: RuleFilter): void {
  if (days === undefined) throw malformedXml();
  if (filter.tags.length > 0) {
    throw invalidRequest("AbortIncompleteMultipartUpload cannot be specified with Tags.");
  }
  if (days <= 0) {
    const message =
      "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer";
    throw invalidArgument(message, "DaysAfterInitiation", String(days));
  }
}

function checkPositive(value: number | undefined, member: string, action: string): void {
  if (value === undefined || value > 0) return;
  const message = `'${member}' for ${action} action must be a positive integer`;
  throw invalidArgument(message, member, String(value));
}

function hasAction(rule: LifecycleRule): boolean {
  return (
    rule.Expiration !== undefined ||
    rule.NoncurrentVersionExpiration !== undefined ||
    rule.AbortIncompleteMultipartUpload !== undefined ||
    (rule.Transitions ?? []).length > 0 ||
    (rule.NoncurrentVersionTransitions ?? []).length > 0
  );
}
