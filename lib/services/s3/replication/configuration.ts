import type { Context } from "../../../runtime/context.js";
import { generatedId } from "../buckets/generated-ids.js";
import { invalidRequest, malformedXml } from "../errors/requests.js";
import type { ReplicationConfiguration, ReplicationRule } from "../generated/types.js";
import type { BucketRow } from "../state/buckets.js";
import { checkReplicationRule } from "./rule-checks.js";

const MAX_RULES = 1000;

/**
 * A replication configuration as it is stored and returned, with S3's defaults.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html
 *
 * @throws MalformedXML, InvalidRequest
 */
export function normalizedReplication(
  ctx: Context,
  source: BucketRow,
  { Role, Rules }: ReplicationConfiguration,
): ReplicationConfiguration {
  if (source.versioning !== "Enabled") {
    throw invalidRequest("Versioning must be 'Enabled' on the bucket to apply a replication configuration");
  }
  if (Rules.length === 0 || Rules.length > MAX_RULES) throw malformedXml();
  for (const rule of Rules) checkReplicationRule(ctx, source, rule);
  const rules = Rules.map((rule) => normalizedRule(ctx, rule));
  checkPriorities(rules);
  return { Role, Rules: rules };
}

/**
 * Among rules with filters and the same destination, the priority selects the rule, so it must be unique. The
 * message is an assumption.
 */
function checkPriorities(rules: readonly ReplicationRule[]): void {
  const seen = new Set<string>();
  for (const { Filter, Destination, Priority } of rules) {
    if (Filter === undefined) continue;
    const place = `${Priority} ${Destination.Bucket}`;
    if (seen.has(place)) throw invalidRequest(`Found duplicate priority ${Priority}`);
    seen.add(place);
  }
}

/** A rule with its own prefix belongs to the first schema: it has no filter and no later members. */
function normalizedRule(ctx: Context, rule: ReplicationRule): ReplicationRule {
  const { ID = generatedId(ctx), Priority = 0 } = rule;
  if (rule.Prefix !== undefined) {
    if (rule.Filter) throw malformedXml();
    return { ...rule, ID, Priority };
  }
  const { Filter = {}, DeleteMarkerReplication = { Status: "Disabled" as const } } = rule;
  return { ...rule, ID, Priority, Filter, DeleteMarkerReplication };
}
