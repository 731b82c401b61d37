import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { createAwsSim } from "aws-sim";
import { afterAll, expect, test } from "vitest";

const sim = await createAwsSim();
afterAll(() => sim.close());

const PRODUCTION = "210987654321";

test("a pipeline assumes a role of the production account", async () => {
  const iam = new IAMClient(sim.clientConfig({ accountId: PRODUCTION }));
  const trust = {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "sts:AssumeRole" },
    ],
  };
  await iam.send(
    new CreateRoleCommand({ RoleName: "deploy", AssumeRolePolicyDocument: JSON.stringify(trust) }),
  );
  sim.s3.at({ account: PRODUCTION }).createBucket("releases");

  const sts = new STSClient(sim.clientConfig());
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${PRODUCTION}:role/deploy`, RoleSessionName: "pipeline" }),
  );
  const credentials = {
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: Credentials?.SecretAccessKey ?? "",
    sessionToken: Credentials?.SessionToken ?? "",
  };

  const identity = await new STSClient({ ...sim.clientConfig(), credentials }).send(
    new GetCallerIdentityCommand({}),
  );
  expect(identity.Arn).toBe(`arn:aws:sts::${PRODUCTION}:assumed-role/deploy/pipeline`);
  const s3 = new S3Client({ ...sim.clientConfig(), credentials });
  await expect(s3.send(new ListObjectsV2Command({ Bucket: "releases" }))).resolves.toMatchObject({
    KeyCount: 0,
  });
});
