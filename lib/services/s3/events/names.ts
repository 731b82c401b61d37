/** The events that S3 sends, by their names in records: as in configurations, without `s3:`. */
export type S3EventName =
  | "ObjectCreated:Put"
  | "ObjectCreated:Post"
  | "ObjectCreated:Copy"
  | "ObjectCreated:CompleteMultipartUpload"
  | "ObjectRemoved:Delete"
  | "ObjectRemoved:DeleteMarkerCreated"
  | "ObjectRestore:Post"
  | "ObjectRestore:Completed"
  | "ObjectRestore:Delete"
  | "ObjectTagging:Put"
  | "ObjectTagging:Delete"
  | "ObjectAcl:Put"
  | "LifecycleExpiration:Delete"
  | "LifecycleExpiration:DeleteMarkerCreated"
  | "LifecycleTransition"
  | "Replication:OperationFailedReplication"
  | "Replication:OperationMissedThreshold"
  | "Replication:OperationReplicatedAfterThreshold"
  | "Replication:OperationNotTracked";

/** Whether a configured event, such as `s3:ObjectCreated:*`, includes another. */
export function includes(configured: string, name: S3EventName): boolean {
  if (!configured.startsWith("s3:")) return false;
  const event = configured.slice("s3:".length);
  return event === name || (event.endsWith(":*") && name.startsWith(event.slice(0, -1)));
}
