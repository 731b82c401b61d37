import { afterAll, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { AwsCli } from "../support/aws-cli.js";
import { HostProxy } from "../support/host-proxy.js";
import { awsCli, describeWith } from "../support/tools.js";

describeWith(awsCli, "aws s3control and access points", async () => {
  const sim = await createAwsSim({ region: "eu-west-1" });
  const proxy = await HostProxy.start(sim);
  afterAll(async () => {
    await proxy[Symbol.asyncDispose]();
    await sim.close();
  });
  const aws = new AwsCli(sim, proxy.env);
  const account = { "account-id": sim.accountId };

  test("creates one, and uses it by ARN and by alias", async () => {
    sim.s3.createBucket("data");
    const created = await aws.json("s3control create-access-point", {
      ...account,
      name: "readers",
      bucket: "data",
    });
    const arn = `arn:aws:s3:eu-west-1:${sim.accountId}:accesspoint/readers`;
    expect(created).toEqual({ AccessPointArn: arn, Alias: expect.stringMatching(/^readers-.*-s3alias$/) });
    const bucket = created.Alias;
    const policy = {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: "210987654321" },
          Action: "s3:GetObject",
          Resource: `${arn}/object/*`,
        },
      ],
    };
    await aws.text("s3control put-access-point-policy", { ...account, name: "readers", policy });
    const { Policy } = await aws.json("s3control get-access-point-policy", { ...account, name: "readers" });
    expect(JSON.parse(Policy)).toEqual(policy);

    await aws.text("s3api put-object", { bucket: arn, key: "a", "content-type": "text/plain" });
    await aws.text("s3api put-object", { bucket, key: "b" });
    const list = await aws.json("s3api list-objects-v2", { bucket: arn, query: "Contents[].Key" });
    expect(list).toEqual(["a", "b"]);
    await aws.text(`s3 cp s3://${bucket}/b s3://${bucket}/c`);
    expect(sim.s3.objects("data").map(({ key }) => key)).toEqual(["a", "b", "c"]);

    const listed = await aws.json("s3control list-access-points", {
      ...account,
      query: "AccessPointList[].Name",
    });
    expect(listed).toEqual(["readers"]);
    await aws.text("s3control delete-access-point", { ...account, name: "readers" });
    const { stderr } = await aws.run("s3control get-access-point", { ...account, name: "readers" });
    expect(stderr).toContain("(NoSuchAccessPoint) when calling the GetAccessPoint operation");
  });
});
