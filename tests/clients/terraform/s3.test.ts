import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { holdings, unanswered } from "../support/holdings.js";
import { Stage } from "../support/stage.js";
import { describeWith, terraform } from "../support/tools.js";

const BUCKET = "tf-configured";
const AFTER = { step: "2" };

describeWith(terraform, "Terraform, S3", () => {
  // The provider looks at a lifecycle for almost a minute before it trusts it: time for the other.
  test.concurrent("configures buckets and objects in every way, changes, imports and removes them", async () => {
    await using stage = await Stage.set();
    const { sim } = stage;
    const before = holdings(sim);
    const stack = await stage.open("s3");
    await writeFile(join(stack.folder, "large.bin"), Buffer.alloc(6 * 1024 * 1024, "large"));
    expect(await stack.apply()).toEqual({ added: 40 });
    expect(await stack.changes()).toBe("");
    expect(await stack.outputs()).toMatchObject({
      bucket: { arn: "arn:aws:s3:::tf-main", region: "eu-west-1" },
      objects: { body: "hello 1", tags: { Step: "1" }, keys: ["dir/code.zip", "dir/hello world.txt"] },
    });
    expect(sim.s3.text(BUCKET, "copy-1.txt")).toBe("hello 1");
    expect(sim.s3.object("tf-main", "large.bin")).toMatchObject({
      size: 6 * 1024 * 1024,
      etag: expect.stringMatching(/-2"?$/),
    });

    expect(await stack.apply(AFTER)).toEqual({ added: 1, changed: 24, destroyed: 1 });
    const { logs } = await stack.outputs();
    expect(sim.s3.text(BUCKET, "copy-2.txt")).toBe("hello 2");

    const imported = ids(String(logs));
    expect(await stack.reimport(imported, AFTER)).toEqual({ imported: Object.keys(imported).length });
    expect(await stack.changes(AFTER)).toBe("");
    await stack.destroy(AFTER);
    expect(holdings(sim)).toEqual(before);
    expect(unanswered(sim)).toEqual([]);
  });

  test.concurrent("sets the rules of a lifecycle, changes them, imports and removes them", async () => {
    await using stage = await Stage.set();
    const { sim } = stage;
    const before = holdings(sim);
    const stack = await stage.open("lifecycle");
    expect(await stack.apply()).toEqual({ added: 2 });
    expect(await stack.changes()).toBe("");
    expect(await stack.apply(AFTER)).toEqual({ changed: 1 });
    const ids = {
      "aws_s3_bucket.main": "lifecycle-main",
      "aws_s3_bucket_lifecycle_configuration.main": "lifecycle-main",
    };
    expect(await stack.reimport(ids, AFTER)).toEqual({ imported: 2 });
    expect(await stack.changes(AFTER)).toBe("");
    expect(await stack.destroy(AFTER)).toEqual({ destroyed: 2 });
    expect(holdings(sim)).toEqual(before);
    expect(unanswered(sim)).toEqual([]);
  });
});

/** By what the resources are imported; `logs` is the name of the bucket that has a generated one. */
function ids(logs: string): Record<string, string> {
  const ofBucket = [
    "aws_s3_bucket.configured",
    ...[
      "accelerate_configuration",
      "cors_configuration",
      "logging",
      "notification",
      "policy",
      "replication_configuration",
      "request_payment_configuration",
      "server_side_encryption_configuration",
      "versioning",
      "website_configuration",
    ].map((kind) => `aws_s3_bucket_${kind}.configured`),
  ];
  return {
    ...Object.fromEntries(ofBucket.map((address) => [address, BUCKET])),
    "aws_s3_bucket.inline": "tf-inline",
    "aws_s3_bucket.locked": "tf-locked",
    "aws_s3_bucket_object_lock_configuration.locked": "tf-locked",
    "aws_s3_bucket_public_access_block.main": "tf-main",
    "aws_s3_bucket_ownership_controls.logs": logs,
    "aws_s3_bucket_acl.logs": `${logs},private`,
    "aws_s3_bucket_metric.all": `${BUCKET}:all`,
    "aws_s3_bucket_metric.some": `${BUCKET}:some`,
    "aws_s3_bucket_analytics_configuration.all": `${BUCKET}:all`,
    "aws_s3_bucket_inventory.all": `${BUCKET}:all`,
    "aws_s3_bucket_intelligent_tiering_configuration.all": `${BUCKET}:all`,
    "aws_lambda_permission.notify": "receiver/notify",
    "aws_iam_role.replication": "replication",
  };
}
