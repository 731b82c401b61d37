import { Agent } from "node:http";
import { S3 } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../../lib/index.js";
import { bucketOfHost } from "../../../../lib/services/s3/wire/virtual-hosts.js";
import { errorOf, send } from "./raw.js";

const sim = await createAwsSim();
const s3 = new S3(sim.clientConfig());
beforeAll(async () => {
  await s3.createBucket({ Bucket: "data" });
  await s3.createBucket({ Bucket: "my.s3.data" });
});
afterAll(() => sim.close());

/** Not every machine resolves names below `localhost` to itself. */
function virtualHosted(url: string) {
  const agent = new Agent({
    lookup: (_host, { all }, done) =>
      all ? done(null, [{ address: "127.0.0.1", family: 4 }]) : done(null, "127.0.0.1", 4),
  });
  return {
    endpoint: url.replace("127.0.0.1", "localhost"),
    forcePathStyle: false,
    requestHandler: { httpAgent: agent },
  };
}

describe("hosts (H07)", () => {
  test.each([
    ["data.localhost", "data"],
    ["data.localhost:4566", "data"],
    ["DATA.localhost:4566", "data"],
    ["my.s3.data.localhost", "my"],
    ["my.s3.data.s3.localhost:80", "my.s3.data"],
    ["my.data.localhost", "my.data"],
    ["aws-sim.localhost:4566", undefined],
    ["data-aws-sim.localhost", undefined],
    ["my.data.aws-sim.localhost", "my.data"],
    ["data.s3.localhost", "data"],
    ["data.s3.eu-west-1.localhost", "data"],
    ["s3-data.localhost", "s3-data"],
    ["data.s3.amazonaws.com", "data"],
    ["data.s3.eu-west-1.amazonaws.com", "data"],
    ["data.s3.dualstack.eu-west-1.amazonaws.com", "data"],
    ["data.s3-eu-west-1.amazonaws.com", "data"],
    ["data.s3-fips.us-east-1.amazonaws.com", "data"],
    ["data.s3-fips.dualstack.us-east-1.amazonaws.com", "data"],
    ["data.s3-accelerate.amazonaws.com", "data"],
    ["data.s3-accelerate.dualstack.amazonaws.com", "data"],
    ["data.s3.cn-north-1.amazonaws.com.cn", "data"],
    ["my.s3.data.s3.eu-west-1.amazonaws.com", "my.s3.data"],
    ["s3.amazonaws.com", undefined],
    ["s3.eu-west-1.amazonaws.com", undefined],
    ["s3-eu-west-1.amazonaws.com", undefined],
    ["s3.dualstack.eu-west-1.amazonaws.com", undefined],
    ["s3.localhost", undefined],
    ["s3.eu-west-1.localhost", undefined],
    ["123456789012.s3-control.eu-west-1.amazonaws.com", undefined],
    ["ecs.eu-west-1.amazonaws.com", undefined],
    ["localhost", undefined],
    ["localhost:4566", undefined],
    ["127.0.0.1:4566", undefined],
    ["[::1]:4566", undefined],
    ["notlocalhost", undefined],
  ])("%s: %s", (host, bucket) => {
    expect(bucketOfHost(host)).toBe(bucket);
  });
});

describe("both styles mean the same objects (H07)", () => {
  test.each([
    ["data.localhost", "data"],
    ["data.s3.eu-west-1.amazonaws.com", "data"],
    ["my.s3.data.s3.localhost", "my.s3.data"],
  ])("%s", async (Host, bucket) => {
    expect((await send(sim.url, "PUT /a//b%2Fc", { Host }, "virtual")).status).toBe(200);
    expect((await send(sim.url, `GET /${bucket}/a//b%2Fc`)).body).toBe("virtual");
    expect(
      (await send(sim.url, `GET /${bucket}/a//b%2Fc`, { Host: "s3.eu-west-1.amazonaws.com" })).body,
    ).toBe("virtual");
    expect((await send(sim.url, "GET /?list-type=2", { Host })).body).toContain("<Key>a//b/c</Key>");
    expect((await send(sim.url, "HEAD /", { Host })).headers["x-amz-bucket-region"]).toBe("us-east-1");
  });

  test("the bucket itself is created and deleted at its host", async () => {
    const Host = "fresh.localhost";
    expect((await send(sim.url, "PUT /", { Host })).status).toBe(200);
    expect((await send(sim.url, "DELETE /", { Host })).status).toBe(204);
    expect(errorOf(await send(sim.url, "GET /?list-type=2", { Host }))).toMatchObject({
      Code: "NoSuchBucket",
      BucketName: "fresh",
    });
  });

  test("the SDK without forcePathStyle", async () => {
    const virtual = new S3({
      ...sim.clientConfig(),
      ...virtualHosted(sim.url),
    });
    await virtual.putObject({ Bucket: "data", Key: "from/the sdk", Body: "hello" });
    const { Body } = await virtual.getObject({ Bucket: "data", Key: "from/the sdk" });
    expect(await Body?.transformToString()).toBe("hello");
    expect(sim.requests.last()).toMatchObject({ operation: "GetObject", path: "/from/the%20sdk" });
  });

  test("with verified signatures", async () => {
    await using strict = await createAwsSim({
      verifySignatures: { accessKeyId: "AKIAVALID", secretAccessKey: "s" },
    });
    const virtual = new S3({
      ...strict.clientConfig(),
      ...virtualHosted(strict.url),
    });
    await virtual.createBucket({ Bucket: "data" });
    await virtual.putObject({ Bucket: "data", Key: "a//b %2F", Body: "hello" });
    expect(strict.s3.text("data", "a//b %2F")).toBe("hello");
  });
});

describe("what is beside S3", () => {
  test("the control stays reachable", async () => {
    expect((await send(sim.url, "GET /_sim/health", { Host: new URL(sim.url).host })).body).toContain(
      "services",
    );
  });

  test("a key that looks like the control, or like another service, is a key at its bucket's host", async () => {
    for (const path of ["/_sim/health", "/_sim", "/2015-03-31/functions/x"]) {
      const Host = "data.localhost";
      expect((await send(sim.url, `PUT ${path}`, { Host }, path)).status).toBe(200);
      expect((await send(sim.url, `GET ${path}`, { Host })).body).toBe(path);
    }
  });

  test.each([
    ["GET /", 200, "<ListAllMyBucketsResult"],
    ["GET /favicon.ico?list-type=2", 404, "<Code>NoSuchBucket</Code>"],
    ["GET /none/such", 404, "<Code>NoSuchBucket</Code>"],
    ["DELETE /", 405, "<Code>MethodNotAllowed</Code>"],
    ["PUT /", 405, "<ResourceType>SERVICE</ResourceType>"],
    ["PATCH /data", 405, "<ResourceType>BUCKET</ResourceType>"],
    ["PATCH /data/key", 405, "<ResourceType>OBJECT</ResourceType>"],
    ["POST /data/key", 405, "<Method>POST</Method><ResourceType>OBJECT</ResourceType>"],
  ])("curl's %s: %d", async (line, status, text) => {
    const answer = await send(sim.url, line);
    expect([answer.status, answer.body]).toEqual([status, expect.stringContaining(text)]);
  });
});
