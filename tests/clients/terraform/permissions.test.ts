import { S3 } from "@aws-sdk/client-s3";
import { SQS } from "@aws-sdk/client-sqs";
import { STS } from "@aws-sdk/client-sts";
import { expect, test } from "vitest";
import type { AwsSim } from "../../../lib/index.js";
import { failure } from "../../support/failure.js";
import { holdings, unanswered } from "../support/holdings.js";
import { Stage } from "../support/stage.js";
import { describeWith, terraform } from "../support/tools.js";

interface Deployed {
  readonly role: string;
  readonly operator: string;
  readonly queue: string;
  readonly key: string;
  readonly secret: string;
}

/** The configuration of an application that has the keys of the user and assumes the role. */
async function application(sim: AwsSim, { role, key, secret }: Deployed) {
  const credentials = { accessKeyId: key, secretAccessKey: secret };
  const sts = new STS({ ...sim.clientConfig(), credentials });
  const request = { RoleArn: role, RoleSessionName: "app" };
  expect(await failure(sts.assumeRole(request))).toMatchObject({ code: "AccessDenied", status: 403 });
  const { Credentials } = await sts.assumeRole({ ...request, ExternalId: "orders" });
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
  const session = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  return { ...sim.clientConfig(), credentials: session };
}

describeWith(terraform, "Terraform, permissions", () => {
  test("P01: applies roles and policies, as which an application then acts", async () => {
    await using stage = await Stage.set();
    const { sim } = stage;
    sim.authorization.mode = "enforce";
    const before = holdings(sim);
    const stack = await stage.open("permissions");
    expect(await stack.apply()).toEqual({ added: 10 });
    expect(await stack.changes()).toBe("");
    const { app } = (await stack.outputs()) as { app: Deployed };
    const sts = new STS(sim.clientConfig());
    const { AssumedRoleUser } = await sts.assumeRole({ RoleArn: app.operator, RoleSessionName: "me" });
    expect(AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${sim.accountId}:assumed-role/operator/me`);
    const config = await application(sim, app);

    const s3 = new S3(config);
    const Bucket = "permissions-orders";
    await s3.putObject({ Bucket, Key: "blue/1", Body: "text" });
    const session = `arn:aws:sts::${sim.accountId}:assumed-role/app/app`;
    const denied = (action: string, key: string, why: string) => ({
      code: "AccessDenied",
      status: 403,
      message: `User: ${session} is not authorized to perform: ${action} on resource: "arn:aws:s3:::${Bucket}/${key}" because no ${why} allows the ${action} action`,
    });
    expect(await failure(s3.putObject({ Bucket, Key: "red/1" }))).toEqual(
      denied("s3:PutObject", "red/1", "identity-based policy"),
    );
    expect(await failure(s3.deleteObject({ Bucket, Key: "blue/1" }))).toEqual(
      denied("s3:DeleteObject", "blue/1", "permissions boundary"),
    );
    const sqs = new SQS(config);
    await sqs.sendMessage({ QueueUrl: app.queue, MessageBody: "one" });
    expect(await failure(sqs.receiveMessage({ QueueUrl: app.queue }))).toMatchObject({ status: 403 });

    const partner = new S3(sim.clientConfig({ accountId: "210987654321" }));
    expect(await (await partner.getObject({ Bucket, Key: "blue/1" })).Body?.transformToString()).toBe("text");
    expect(await failure(partner.putObject({ Bucket, Key: "blue/2" }))).toMatchObject({
      message: "Access Denied",
    });

    await stack.destroy();
    expect(holdings(sim)).toEqual(before);
    expect(unanswered(sim)).toEqual([]);
  });
});
