/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  IntelligentTiering: [],
  LifecycleExpiration: ["*", "Delete", "DeleteMarkerCreated"],
  LifecycleTransition: [],
  ObjectAcl: ["Put"],
  ObjectCreated: ["*", "Put", "Post", "Copy", "CompleteMultipartUpload"],
  ObjectRemoved: ["*", "Delete", "DeleteMarkerCreated"],
  ObjectRestore: ["*", "Post", "Completed", "Delete"],
  ObjectTagging: ["*", "Put", "Delete"],
  ReducedRedundancyLostObject: [],
  Replication: [
    "*",
    "OperationFailedReplication",
    "OperationMissedThreshold",
    "OperationNotTracked",
    "OperationReplicatedAfterThreshold",
  ],
};

const EVENTS: ReadonlySet<string> = new Set(
  Object.entries(KINDS).flatMap(([kind, details]) =>
    details.length === 0 ? [`s3:${kind}`] : details.map((detail) => `s3:${kind}:${detail}`),
  ),
);

/** Whether a bucket can send this event, such as `s3:ObjectCreated:*`. */
export function isEvent(name: string): boolean {
  return EVENTS.has(name);
}
