import { PutBucketLifecycleConfigurationCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { createAwsSim } from "aws-sim";
import { matchers } from "aws-sim/vitest";
import { expect } from "vitest";

expect.extend(matchers);
export const sim = await createAwsSim({ clock: "frozen" });
sim.s3.createBucket("exports");
await new S3Client(sim.clientConfig()).send(
  new PutBucketLifecycleConfigurationCommand({
    Bucket: "exports",
    LifecycleConfiguration: {
      Rules: [{ ID: "old", Status: "Enabled", Filter: { Prefix: "" }, Expiration: { Days: 30 } }],
    },
  }),
);

/** The code under test. */
export async function nightlyReport({ s3 }: { s3: S3Client }) {
  await s3.send(
    new PutObjectCommand({
      Bucket: "exports",
      Key: "2026/report.csv",
      Body: "42 rows",
      ContentType: "text/csv",
    }),
  );
  await sim.clock.advance("1m");
}
