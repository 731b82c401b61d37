import { S3 } from "@aws-sdk/client-s3";
import { S3Control } from "@aws-sdk/client-s3-control";
import type { AwsSim } from "../../../lib/index.js";

/** Fills the tables of S3 and S3 Control. At the end, an upload is in progress. */
export async function seedS3(sim: AwsSim): Promise<void> {
  const s3 = new S3({ ...sim.clientConfig(), forcePathStyle: true });
  const Bucket = "exports";
  sim.s3.blockCustomerKeys();
  await s3.createBucket({ Bucket });
  for (const Key of ["a b!.txt", "😀", "\uffee", "d/"]) {
    await s3.putObject({ Bucket, Key, Body: `first of ${Key}`, Metadata: { $date: "a" } });
    await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: "Enabled" } });
    await s3.putObject({ Bucket, Key, Body: Buffer.alloc(70_000, Key), Tagging: "a=1" });
  }
  await s3.deleteObject({ Bucket, Key: "d/" });
  const { UploadId } = await s3.createMultipartUpload({ Bucket, Key: "big" });
  await s3.uploadPart({ Bucket, Key: "big", UploadId, PartNumber: 1, Body: "part" });
  await seedBackground(sim, s3);
  // The SDK puts the account before the host, which an address cannot have.
  const control = new S3Control({ ...sim.clientConfig({ direct: true }), endpoint: "http://localhost" });
  await control.putPublicAccessBlock({
    AccountId: sim.accountId,
    PublicAccessBlockConfiguration: { BlockPublicAcls: true },
  });
  await control.createAccessPoint({ AccountId: sim.accountId, Name: "readers", Bucket: "mirror" });
}

/**
 * Objects with pending expiration, finished and pending replication; one event without a destination, and one
 * in delivery.
 */
async function seedBackground(sim: AwsSim, s3: S3): Promise<void> {
  for (const name of ["mirrored", "mirror"]) sim.s3.createBucket(name, { versioning: "Enabled" });
  const Bucket = "mirrored";
  await s3.putBucketLifecycleConfiguration({
    Bucket,
    LifecycleConfiguration: { Rules: [{ ID: "r", Status: "Enabled", Filter: {}, Expiration: { Days: 1 } }] },
  });
  await s3.putBucketReplication({
    Bucket,
    ReplicationConfiguration: {
      Role: `arn:aws:iam::${sim.accountId}:role/replication`,
      Rules: [{ ID: "r", Prefix: "", Status: "Enabled", Destination: { Bucket: "arn:aws:s3:::mirror" } }],
    },
  });
  await s3.putObject({ Bucket, Key: "replicated", Body: "1" });
  sim.delays.set({ s3: { replication: "never" } });
  await s3.putObject({ Bucket, Key: "pending", Body: "2" });
  const LoggingEnabled = { TargetBucket: "exports", TargetPrefix: "log/" };
  await s3.putBucketLogging({ Bucket: "mirror", BucketLoggingStatus: { LoggingEnabled } });
  await s3.putBucketInventoryConfiguration({
    Bucket,
    Id: "weekly",
    InventoryConfiguration: {
      Id: "weekly",
      IsEnabled: true,
      IncludedObjectVersions: "Current",
      Schedule: { Frequency: "Weekly" },
      Destination: { S3BucketDestination: { Bucket: "arn:aws:s3:::mirror", Format: "CSV" } },
    },
  });
  sim.s3.delayConsistency({ reads: "30d", configuration: "30d" }, "exports");
  await s3.putObject({ Bucket: "exports", Key: "seen later", Body: "3" });
  await s3.putBucketTagging({ Bucket: "exports", Tagging: { TagSet: [] } });
  sim.s3.onEvent("mirror", { url: "http://127.0.0.1:9/", events: ["s3:ReducedRedundancyLostObject"] });
  const TopicArn = `arn:aws:sns:${sim.region}:${sim.accountId}:s3-events`;
  const notify = () =>
    s3.putBucketNotificationConfiguration({
      Bucket,
      NotificationConfiguration: { TopicConfigurations: [{ TopicArn, Events: ["s3:ObjectAcl:Put"] }] },
      SkipDestinationValidation: true,
    });
  await notify();
  sim.delays.set({ s3: { eventDelivery: "never" } });
  await notify();
}

/** A request that is not in an access log yet. Other seeds move time, and these are written every hour. */
export async function seedAccessRecord(sim: AwsSim): Promise<void> {
  await new S3({ ...sim.clientConfig(), forcePathStyle: true }).headBucket({ Bucket: "mirror" });
}
