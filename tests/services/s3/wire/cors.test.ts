import { S3 } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../../lib/index.js";
import { errorOf, send } from "./raw.js";

const sim = await createAwsSim({
  verifySignatures: { accessKeyId: "AKIAVALID", secretAccessKey: "the secret" },
});
const s3 = new S3(sim.clientConfig());
beforeAll(async () => {
  await s3.createBucket({ Bucket: "plain" });
  await s3.createBucket({ Bucket: "shared" });
  await s3.putBucketCors({
    Bucket: "shared",
    CORSConfiguration: {
      CORSRules: [
        {
          AllowedOrigins: ["http://app.test"],
          AllowedMethods: ["GET", "PUT"],
          AllowedHeaders: ["x-amz-*"],
          ExposeHeaders: ["ETag"],
          MaxAgeSeconds: 60,
        },
        { AllowedOrigins: ["*"], AllowedMethods: ["HEAD"] },
      ],
    },
  });
});
afterAll(() => sim.close());

const ORIGIN = "http://app.test";
const VARY = "Origin, Access-Control-Request-Headers, Access-Control-Request-Method";

function crossOrigin(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.startsWith("access-control-") || name === "vary"),
  );
}

describe("preflights (H18)", () => {
  test("are answered from the bucket's rules, unsigned", async () => {
    const { status, headers, body } = await send(sim.url, "OPTIONS /shared/any/key", {
      Origin: ORIGIN,
      "Access-Control-Request-Method": "PUT",
      "Access-Control-Request-Headers": "X-Amz-Acl, x-amz-meta-a",
    });
    expect([status, body]).toEqual([200, ""]);
    expect(crossOrigin(headers)).toEqual({
      "access-control-allow-origin": ORIGIN,
      "access-control-allow-methods": "GET, PUT",
      "access-control-allow-headers": "x-amz-acl, x-amz-meta-a",
      "access-control-expose-headers": "ETag",
      "access-control-max-age": "60",
      "access-control-allow-credentials": "true",
      vary: VARY,
    });
  });

  test("without a method: 403 on a bucket without rules, 400 on one with rules", async () => {
    expect(errorOf(await send(sim.url, "OPTIONS /plain/key", { Origin: ORIGIN }))).toEqual({
      status: 403,
      Code: "AccessForbidden",
      Message: "CORSResponse: CORS is not enabled for this bucket.",
      Method: "OPTIONS",
      ResourceType: "BUCKET",
    });
    expect(errorOf(await send(sim.url, "OPTIONS /shared/key", { Origin: ORIGIN }))).toEqual({
      status: 400,
      Code: "BadRequest",
      Message: "Invalid Access-Control-Request-Method: null",
    });
  });

  test("of a path that encodes nothing: 400", async () => {
    const headers = { Origin: ORIGIN, "Access-Control-Request-Method": "GET" };
    expect(errorOf(await send(sim.url, "OPTIONS /shared/%ff", headers))).toMatchObject({
      status: 400,
      Code: "InvalidURI",
    });
  });

  test("other requests are matched by the method of a preflight, where they carry one", async () => {
    const matched = async (method: string) =>
      crossOrigin(
        (await send(sim.url, "GET /shared/key", { Origin: ORIGIN, "Access-Control-Request-Method": method }))
          .headers,
      )["access-control-allow-methods"];
    expect(await matched("PUT")).toBe("GET, PUT");
    expect(await matched("HEAD")).toBe("HEAD");
    expect(await matched("DELETE")).toBeUndefined();
  });

  test("at the bucket's own host, by a rule for everybody", async () => {
    const { headers } = await send(sim.url, "OPTIONS /key", {
      Host: "shared.localhost",
      Origin: "http://elsewhere",
      "Access-Control-Request-Method": "HEAD",
    });
    expect(crossOrigin(headers)).toEqual({
      "access-control-allow-origin": "*",
      "access-control-allow-methods": "HEAD",
      vary: VARY,
    });
  });

  const NOT_ALLOWED =
    "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.";
  const asking = (method: string) => ({ Origin: ORIGIN, "Access-Control-Request-Method": method });

  test.each<[string, string, Record<string, string>, object]>([
    [
      "no origin",
      "/shared/k",
      {},
      { status: 400, Code: "BadRequest", Message: "Insufficient information. Origin request header needed." },
    ],
    [
      "no method",
      "/shared/k",
      { Origin: ORIGIN },
      { status: 400, Code: "BadRequest", Message: "Invalid Access-Control-Request-Method: null" },
    ],
    [
      "no bucket",
      "/none",
      { Origin: ORIGIN },
      {
        status: 403,
        Code: "AccessForbidden",
        Message: "CORSResponse: Bucket not found",
        Method: "OPTIONS",
        ResourceType: "BUCKET",
      },
    ],
    [
      "no rules",
      "/plain/k",
      asking("GET"),
      {
        status: 403,
        Code: "AccessForbidden",
        Message: "CORSResponse: CORS is not enabled for this bucket.",
        Method: "GET",
        ResourceType: "BUCKET",
      },
    ],
    [
      "no rule for an object",
      "/shared/k",
      asking("DELETE"),
      {
        status: 403,
        Code: "AccessForbidden",
        Message: NOT_ALLOWED,
        Method: "DELETE",
        ResourceType: "OBJECT",
      },
    ],
    [
      "no rule for a bucket",
      "/shared",
      asking("DELETE"),
      {
        status: 403,
        Code: "AccessForbidden",
        Message: NOT_ALLOWED,
        Method: "DELETE",
        ResourceType: "BUCKET",
      },
    ],
  ])("%s", async (_, path, headers, error) => {
    expect(errorOf(await send(sim.url, `OPTIONS ${path}`, headers))).toEqual(error);
  });
});

describe("actual requests (H18)", () => {
  const allowed = {
    "access-control-allow-origin": ORIGIN,
    "access-control-allow-methods": "GET, PUT",
    "access-control-expose-headers": "ETag",
    "access-control-max-age": "60",
    "access-control-allow-credentials": "true",
    vary: VARY,
  };

  test.each([
    ["an error", "GET /shared/none", ORIGIN, allowed],
    ["no rule for the origin", "GET /shared/none", "http://elsewhere", {}],
    ["no rule for the method", "DELETE /shared/none", ORIGIN, {}],
    ["no rules", "GET /plain/none", ORIGIN, {}],
    ["no such bucket", "GET /none/none", ORIGIN, {}],
    ["a URI that is none", "GET /shared/%zz", ORIGIN, allowed],
  ])("%s", async (_, line, Origin, headers) => {
    const answer = await send(sim.url, line, { Origin });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(crossOrigin(answer.headers)).toEqual(headers);
  });

  test("a success", async () => {
    await using lenient = await createAwsSim();
    const client = new S3(lenient.clientConfig());
    await client.createBucket({ Bucket: "shared" });
    const CORSRules = [{ AllowedOrigins: ["http://*"], AllowedMethods: ["PUT"] }];
    await client.putBucketCors({ Bucket: "shared", CORSConfiguration: { CORSRules } });
    const { status, headers } = await send(lenient.url, "PUT /shared/key", { Origin: ORIGIN }, "x");
    expect([status, crossOrigin(headers)]).toEqual([
      200,
      {
        "access-control-allow-origin": ORIGIN,
        "access-control-allow-methods": "PUT",
        "access-control-allow-credentials": "true",
        vary: VARY,
      },
    ]);
  });
});
