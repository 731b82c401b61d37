import type { Context } from "../../../runtime/context.js";
import { bucketOfArn } from "../../../shared/arn.js";
import { invalidRequest, malformedXml } from "../errors/requests.js";
import type { ReplicationConfiguration, ReplicationRule } from "../generated/types.js";
import { BUCKETS, type BucketRow } from "../state/buckets.js";
import { generatedId } from "./generated-ids.js";

const MAX_RULES = 1000;

/**
 * A replication configuration as it is stored and answered: with all that S3 fills in.
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
  for (const rule of Rules) checkDestination(ctx, rule);
  const rules = Rules.map((rule) => normalizedRule(ctx, rule));
  checkPriorities(rules);
  return { Role, Rules: rules };
}

/**
 * Among rules with filters that have the same destination, the priority
 * decides which one applies, and so must be unique. The message is not known to us.
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

function checkDestination(ctx: Context, { Destination }: ReplicationRule): void {
  const name = bucketOfArn(Destination.Bucket);
  const destination = name === undefined ? undefined : ctx.table(BUCKETS).get(name);
  if (destination?.versioning !== "Enabled") {
    throw invalidRequest("Destination bucket must have versioning enabled.");
  }
}

/** A rule with a prefix of its own is of the first schema: it has no filter, nor what came with filters. */
function normalizedRule(ctx: Context, rule: ReplicationRule): ReplicationRule {
  const { ID = generatedId(ctx), Priority = 0 } = rule;
  if (rule.Prefix !== undefined) {
    if (rule.Filter) throw malformedXml();
    return { ...rule, ID, Priority };
  }
  const { Filter = {}, DeleteMarkerReplication = { Status: "Disabled" as const } } = rule;
  return { ...rule, ID, Priority, Filter, DeleteMarkerReplication };
}
