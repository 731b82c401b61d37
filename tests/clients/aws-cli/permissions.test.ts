import { IAM } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../../../lib/index.js";
import { AwsCli } from "../support/aws-cli.js";
import { awsCli, describeWith } from "../support/tools.js";

const OTHER = "210987654321";

/** The CLI as a user of an account. */
function as(sim: AwsSim, user: string, accountId = sim.accountId): AwsCli {
  const { accessKeyId, secretAccessKey } = sim.authorization.credentials({ user, accountId });
  return new AwsCli(sim, { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey });
}

const policy = (...Action: readonly string[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action, Resource: "*" } });

describeWith(awsCli, "aws with two accounts and three users", async () => {
  const sim = await createAwsSim({ authorization: "enforce" });
  beforeAll(async () => {
    const iam = new IAM(sim.clientConfig());
    const other = new IAM(sim.clientConfig({ accountId: OTHER }));
    await iam.createUser({ UserName: "reader" });
    await iam.createUser({ UserName: "writer" });
    await other.createUser({ UserName: "guest" });
    const PolicyName = "p";
    const read = policy("s3:GetObject", "s3:ListBucket");
    await iam.putUserPolicy({ UserName: "reader", PolicyName, PolicyDocument: read });
    await iam.putUserPolicy({ UserName: "writer", PolicyName, PolicyDocument: policy("s3:*") });
    await other.putUserPolicy({ UserName: "guest", PolicyName, PolicyDocument: policy("*") });
    sim.s3.createBucket("docs");
    sim.s3.putObject("docs", "a", "text");
  });
  afterAll(() => sim.close());

  const list = { bucket: "docs", query: "Contents[].Key" };

  test("a user has the permissions of its policy, and is told the missing one", async () => {
    expect(await as(sim, "reader").json("s3api list-objects-v2", list)).toEqual(["a"]);
    const { stderr } = await as(sim, "reader").run("s3api delete-object", { bucket: "docs", key: "a" });
    expect(stderr).toContain(
      'An error occurred (AccessDenied) when calling the DeleteObject operation: User: arn:aws:iam::123456789012:user/reader is not authorized to perform: s3:DeleteObject on resource: "arn:aws:s3:::docs/a" because no identity-based policy allows the s3:DeleteObject action',
    );
    const { stderr: ecs } = await as(sim, "reader").run("ecs list-clusters");
    expect(ecs).toContain(
      "An error occurred (AccessDeniedException) when calling the ListClusters operation",
    );
  });

  test("a user of another account waits for the policy of the bucket", async () => {
    const { stderr } = await as(sim, "guest", OTHER).run("s3api list-objects-v2", list);
    expect(stderr).toContain("(AccessDenied) when calling the ListObjectsV2 operation: Access Denied");
    const Statement = {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${OTHER}:user/guest` },
      Action: "s3:ListBucket",
      Resource: "arn:aws:s3:::docs",
    };
    const bucketPolicy = { bucket: "docs", policy: { Version: "2012-10-17", Statement } };
    await as(sim, "writer").text("s3api put-bucket-policy", bucketPolicy);
    expect(await as(sim, "guest", OTHER).json("s3api list-objects-v2", list)).toEqual(["a"]);
  });

  test("the policy simulator of IAM", async () => {
    const result = await new AwsCli(sim).json("iam simulate-principal-policy", {
      "policy-source-arn": "arn:aws:iam::123456789012:user/reader",
      "action-names": ["s3:GetObject", "s3:PutObject"],
      query: "EvaluationResults[].EvalDecision",
    });
    expect(result).toEqual(["allowed", "implicitDeny"]);
  });
});
