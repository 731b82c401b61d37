import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { createAwsSim } from "aws-sim";
import { matchers } from "aws-sim/vitest";
import { expect } from "vitest";

expect.extend(matchers);
export const sim = await createAwsSim({ authorization: "audit" });
sim.s3.createBucket("orders");
sim.s3.putObject("orders", "1", "a lamp");

const iam = new IAMClient(sim.clientConfig());
export const policyOfTheRepository = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: ["arn:aws:s3:::orders/1"] },
  ],
};
await iam.send(
  new CreateRoleCommand({
    RoleName: "app",
    AssumeRolePolicyDocument: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" },
      ],
    }),
  }),
);
await iam.send(
  new PutRolePolicyCommand({
    RoleName: "app",
    PolicyName: "orders",
    PolicyDocument: JSON.stringify(policyOfTheRepository),
  }),
);
const app = new S3Client(sim.clientConfig({ role: "app" }));
await app.send(new PutObjectCommand({ Bucket: "orders", Key: "1", Body: "two lamps" }));
await app.send(new GetObjectCommand({ Bucket: "orders", Key: "1" }));
