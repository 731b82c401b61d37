import { afterAll, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { TEST_TLS } from "../../support/tls.js";
import { AwsCli } from "../support/aws-cli.js";
import { Folder } from "../support/folder.js";
import { awsCli, describeWith } from "../support/tools.js";

describeWith(awsCli, "aws, over HTTPS", async () => {
  const sim = await createAwsSim({ tls: TEST_TLS, delays: 0 });
  const folder = await Folder.make();
  const aws = new AwsCli(sim, {}, folder.path);
  afterAll(() => Promise.all([sim.close(), folder.close()]));

  test("trusts the certificate by AWS_CA_BUNDLE", async () => {
    await aws.json("ecs create-cluster", { "cluster-name": "secure" });
    expect(await aws.json("ecs list-clusters")).toEqual({
      clusterArns: ["arn:aws:ecs:us-east-1:123456789012:cluster/secure"],
    });
  });

  test("uploads and downloads objects", async () => {
    const content = "x".repeat(300_000);
    const file = await folder.write("object", content);
    await aws.text("s3 mb s3://over-https");
    await aws.text(`s3 cp ${file} s3://over-https/key`);
    expect(sim.s3.text("over-https", "key")).toBe(content);
    expect(await aws.text("s3 cp s3://over-https/key -")).toBe(content);
  });

  test("calls an operation whose host has a prefix", async () => {
    const { status, stderr } = await aws.run("servicediscovery discover-instances", {
      "namespace-name": "none",
      "service-name": "none",
    });
    expect(status).not.toBe(0);
    expect(stderr).toContain("NamespaceNotFound");
  });
});
