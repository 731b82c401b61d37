import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { PutBucketNotificationConfigurationCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { createAwsSim } from "aws-sim";
import { afterAll, expect, test } from "vitest";

const sim = await createAwsSim({ clock: "frozen", delays: 0 });
afterAll(() => sim.close());

test("an upload starts a function, which is retried after a failure", async () => {
  const lambda = new LambdaClient(sim.clientConfig());
  const s3 = new S3Client(sim.clientConfig());
  sim.s3.createBucket("photos");
  const { FunctionArn } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: "thumbnail",
      Role: "arn:aws:iam::123456789012:role/thumbnail",
      PackageType: "Image",
      Code: { ImageUri: "123456789012.dkr.ecr.us-east-1.amazonaws.com/thumbnail:1" },
    }),
  );
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: "thumbnail",
      StatementId: "s3",
      Action: "lambda:InvokeFunction",
      Principal: "s3.amazonaws.com",
      SourceArn: "arn:aws:s3:::photos",
    }),
  );
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: "photos",
      NotificationConfiguration: {
        LambdaFunctionConfigurations: [{ LambdaFunctionArn: FunctionArn, Events: ["s3:ObjectCreated:*"] }],
      },
    }),
  );
  const keys: string[] = [];
  const thumbnail = sim.lambda.on(
    "thumbnail",
    new Error("out of memory"),
    (event: { Records: { s3: { object: { key: string } } }[] }) => {
      keys.push(...event.Records.map(({ s3 }) => s3.object.key));
    },
  );

  await s3.send(new PutObjectCommand({ Bucket: "photos", Key: "cat.jpg", Body: "pixels" }));
  await sim.clock.advance("5m");

  expect(keys).toEqual(["cat.jpg"]);
  expect(thumbnail.invocations).toHaveLength(2);
});
