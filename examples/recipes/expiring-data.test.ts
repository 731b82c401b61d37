import { PutBucketLifecycleConfigurationCommand, S3Client } from "@aws-sdk/client-s3";
import { createAwsSim } from "aws-sim";
import { afterAll, expect, test } from "vitest";

const sim = await createAwsSim({ clock: "frozen", startTime: "2026-11-30T12:00:00Z" });
afterAll(() => sim.close());

test("exports expire after thirty days, and reports stay", async () => {
  const s3 = new S3Client(sim.clientConfig());
  sim.s3.createBucket("data");
  await s3.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket: "data",
      LifecycleConfiguration: {
        Rules: [
          { ID: "exports", Status: "Enabled", Filter: { Prefix: "exports/" }, Expiration: { Days: 30 } },
        ],
      },
    }),
  );
  sim.s3.putObject("data", "exports/rows.csv", "a,b");
  sim.s3.putObject("data", "reports/november.pdf", "a page");

  await sim.clock.advance("29d");
  expect(sim.s3.objects("data").map(({ key }) => key)).toEqual(["exports/rows.csv", "reports/november.pdf"]);
  await sim.clock.advance("2d");
  expect(sim.s3.objects("data").map(({ key }) => key)).toEqual(["reports/november.pdf"]);
});
