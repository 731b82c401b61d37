import { S3 } from "@aws-sdk/client-s3";
import { S3Control } from "@aws-sdk/client-s3-control";
import type { AwsSim } from "../../../lib/index.js";

/** Fills the tables of S3 and S3 Control. An upload is under way at the end. */
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
  // The SDK puts the account before the host, which an address cannot have.
  const control = new S3Control({ ...sim.clientConfig({ direct: true }), endpoint: "http://localhost" });
  await control.putPublicAccessBlock({
    AccountId: sim.accountId,
    PublicAccessBlockConfiguration: { BlockPublicAcls: true },
  });
}
