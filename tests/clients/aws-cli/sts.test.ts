import { afterAll, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { AwsCli } from "../support/aws-cli.js";
import { awsCli, describeWith } from "../support/tools.js";

describeWith(awsCli, "aws sts", async () => {
  const sim = await createAwsSim();
  afterAll(() => sim.close());

  test("returns the caller identity, by each endpoint variable", async () => {
    const identity = { query: "[Account,Arn]" };
    const expected = ["123456789012", "arn:aws:iam::123456789012:user/aws-sim"];
    expect(await new AwsCli(sim).json("sts get-caller-identity", identity)).toEqual(expected);
    const only = { AWS_ENDPOINT_URL: "http://127.0.0.1:9", AWS_ENDPOINT_URL_STS: sim.url };
    expect(await new AwsCli(sim, only).json("sts get-caller-identity", identity)).toEqual(expected);
  });

  test("acts as a role with the credentials that AssumeRole gives", async () => {
    const aws = new AwsCli(sim);
    const { Credentials: session } = await aws.json("sts assume-role", {
      "role-arn": "arn:aws:iam::210987654321:role/deploy",
      "role-session-name": "ci",
    });
    const inside = new AwsCli(sim, {
      AWS_ACCESS_KEY_ID: session.AccessKeyId,
      AWS_SECRET_ACCESS_KEY: session.SecretAccessKey,
      AWS_SESSION_TOKEN: session.SessionToken,
    });
    expect(await inside.text("sts get-caller-identity", { output: "text", query: "Arn" })).toBe(
      "arn:aws:sts::210987654321:assumed-role/deploy/ci\n",
    );
  });
});
