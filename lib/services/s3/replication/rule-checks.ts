import type { Context } from "../../../runtime/context.js";
import type { AwsError } from "../../../runtime/errors.js";
import { bucketOfArn } from "../../../shared/arn.js";
import { invalidArgument, invalidRequest } from "../errors/requests.js";
import type { ReplicationRule } from "../generated/types.js";
import { BUCKETS, type BucketRow } from "../state/buckets.js";

/** The only threshold of Replication Time Control, in minutes. */
const THRESHOLD_MINUTES = 15;

/**
 * Validates a rule of PutBucketReplication. Some of the messages are assumptions.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ReplicationErrorCodeList
 *
 * @throws InvalidRequest, InvalidArgument
 */
export function checkReplicationRule(ctx: Context, source: BucketRow, rule: ReplicationRule): void {
  checkDestination(ctx, source, rule);
  checkSchema(rule);
  checkEncryption(rule);
  checkTimes(rule);
}

function checkDestination(ctx: Context, source: BucketRow, { Destination }: ReplicationRule): void {
  const { Account, AccessControlTranslation } = Destination;
  const name = bucketOfArn(Destination.Bucket);
  const destination = name === undefined ? undefined : ctx.table(BUCKETS).get(name);
  if (destination?.versioning !== "Enabled") {
    throw invalidRequest("Destination bucket must have versioning enabled.");
  }
  if (name === source.name)
    throw invalidRequest("Destination bucket cannot be the same as the source bucket.");
  if (AccessControlTranslation && Account === undefined)
    throw invalidRequest("Account must be specified if AccessControlTranslation is present.");
  if (Account !== undefined && Account !== destination.owner)
    throw invalidArgument("Account must be the owner of the destination bucket", "Account", Account);
}

/** Validates the members of the two schemas of rules: with a prefix of their own, or with a filter. */
function checkSchema({ Prefix, Filter, Priority, DeleteMarkerReplication }: ReplicationRule): void {
  if (Prefix !== undefined) {
    if (DeleteMarkerReplication) throw ofSchema("DeleteMarkerReplication cannot be used");
    if (Priority !== undefined) throw ofSchema("Priority cannot be used");
  }
  if (!Filter) return;
  if (!DeleteMarkerReplication) throw ofSchema("DeleteMarkerReplication must be specified");
  if (Priority === undefined) throw ofSchema("Priority must be specified");
  const hasTags = Filter.Tag !== undefined || (Filter.And?.Tags ?? []).length > 0;
  if (hasTags && DeleteMarkerReplication.Status === "Enabled")
    throw invalidRequest("Delete marker replication is not supported if any Tag filter is specified.");
}

function ofSchema(problem: string): AwsError {
  return invalidRequest(
    `${problem} for this version of Cross Region Replication configuration schema. ` +
      "Please refer to S3 Developer Guide for more information.",
  );
}

function checkEncryption({ Destination, SourceSelectionCriteria }: ReplicationRule): void {
  const selects = SourceSelectionCriteria?.SseKmsEncryptedObjects?.Status === "Enabled";
  const { EncryptionConfiguration } = Destination;
  if (EncryptionConfiguration && !SourceSelectionCriteria?.SseKmsEncryptedObjects)
    throw invalidRequest("SseKmsEncryptedObjects must be specified if EncryptionConfiguration is present.");
  if (selects && EncryptionConfiguration?.ReplicaKmsKeyID === undefined)
    throw invalidRequest("ReplicaKmsKeyID must be specified if SseKmsEncryptedObjects tag is enabled.");
}

/** Replication Time Control requires metrics, and has one threshold. */
function checkTimes({ Destination }: ReplicationRule): void {
  const { ReplicationTime, Metrics } = Destination;
  if (ReplicationTime && !Metrics)
    throw invalidRequest("ReplicationTime must be specified together with Metrics.");
  if (ReplicationTime && ReplicationTime.Status !== Metrics?.Status)
    throw invalidRequest("ReplicationTime and Metrics must have the same Status.");
  const thresholds = [ReplicationTime?.Time, Metrics?.EventThreshold].filter((time) => time !== undefined);
  for (const { Minutes } of thresholds)
    if (Minutes !== THRESHOLD_MINUTES)
      throw invalidArgument("Minutes must be 15", "Minutes", String(Minutes));
}
