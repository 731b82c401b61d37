import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { createAwsSim } from "aws-sim";
import { afterAll, expect, test } from "vitest";

const sim = await createAwsSim();
afterAll(() => sim.close());

test("of ten workers, one takes the lock", async () => {
  sim.s3.createBucket("locks");
  const s3 = new S3Client(sim.clientConfig());

  const attempts = await Promise.allSettled(
    Array.from({ length: 10 }, (_, worker) =>
      s3.send(new PutObjectCommand({ Bucket: "locks", Key: "nightly", Body: `${worker}`, IfNoneMatch: "*" })),
    ),
  );

  expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(sim.requests.filter({ errorCode: "PreconditionFailed" })).toHaveLength(9);
});
