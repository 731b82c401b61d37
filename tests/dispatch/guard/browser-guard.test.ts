import { S3 } from "@aws-sdk/client-s3";
import { request } from "undici";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";

const sim = await createAwsSim({ controlHosts: ["sim.corp.example"] });
beforeAll(async () => {
  sim.s3.createBucket("plain");
  sim.s3.putObject("plain", "key", "content");
});
afterEach(() => sim.resetHistory());
afterAll(() => sim.close());

interface Sent {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE" | "OPTIONS";
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly url?: string;
}

async function send(path: string, { method = "GET", headers = {}, body, url = sim.url }: Sent = {}) {
  const answer = await request(url + path, { method, headers, ...(body !== undefined && { body }) });
  return { status: answer.statusCode, type: answer.headers["content-type"], text: await answer.body.text() };
}

const CREATE_USER = "/?Action=CreateUser&UserName=mallory&Version=2010-05-08";
const FORM = { "content-type": "application/x-www-form-urlencoded" };
const EVIL = { origin: "https://evil.example" };

async function users(): Promise<unknown> {
  return (await send("/_sim/state/iam")).text.includes("mallory");
}

describe("DNS rebinding", () => {
  test("a foreign host reads no bucket, in S3's shape, and the rejection is logged", async () => {
    const { status, type, text } = await send("/", { headers: { host: "rebound.evil.example:4566" } });
    expect([status, type]).toEqual([403, "application/xml"]);
    expect(text).toContain("<Code>AccessDenied</Code>");
    expect(text).toContain("--control-host");
    expect(sim.requests.last()).toMatchObject({
      service: "s3",
      status: 403,
      errorCode: "AccessDenied",
      errorMessage: expect.stringContaining('"rebound.evil.example:4566" is not a name of this simulator'),
    });
  });

  test.each([
    "evil.example",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "amazonaws.com.evil.example",
    "evilamazonaws.com",
    "evil.example.",
    "sim.corp.example.evil.example",
    "other.corp.example",
    "evil-sim.corp.example",
  ])("%s is rejected", async (host) => {
    expect((await send("/", { headers: { host } })).status).toBe(403);
  });

  test.each([
    "localhost:4566",
    "LOCALHOST",
    "plain.localhost:4566",
    "plain.s3.localhost",
    "127.0.0.1:1",
    "127.1",
    "[::1]:4566",
    "192.168.1.5:4566",
    "[fe80::1]",
    "data-127.0.0.1:4566",
    "123456789012.127.0.0.1:4566",
    "aws:4566",
    "host.docker.internal:4566",
    "aws-sim.default.svc.cluster.local",
    "sim.corp.example",
    "Sim.Corp.Example:4566",
    "plain.sim.corp.example",
    "data-sim.corp.example",
    "s3.us-east-1.amazonaws.com",
    "plain.s3.eu-west-1.amazonaws.com",
    "s3.cn-north-1.amazonaws.com.cn",
    "123456789012.dkr.ecr.us-east-1.amazonaws.com",
    "plain.s3-website.eu-central-1.amazonaws.com",
    "abc.lambda-url.us-east-1.on.aws",
    "ecs.us-east-1.api.aws",
  ])("%s is admitted", async (host) => {
    expect((await send("/", { headers: { host } })).status).not.toBe(403);
  });

  test("the same name for another service, in JSON and in query XML", async () => {
    const target = { "x-amz-target": "AmazonEC2ContainerServiceV20141113.ListClusters", ...EVIL };
    const json = await send("/", { method: "POST", headers: target, body: "{}" });
    expect([json.status, JSON.parse(json.text)]).toEqual([
      403,
      { __type: "AccessDeniedException", message: expect.stringContaining("https://evil.example") },
    ]);
    const query = await send(CREATE_USER, { headers: EVIL });
    expect([query.status, query.text]).toEqual([
      403,
      expect.stringMatching(/<ErrorResponse .*<Code>AccessDenied<\/Code>/s),
    ]);
  });
});

describe("requests of foreign pages", () => {
  test("an image creates no user", async () => {
    const { status } = await send(CREATE_USER, { headers: { "sec-fetch-site": "cross-site" } });
    expect([status, await users()]).toEqual([403, false]);
  });

  test.each(["https://evil.example", "null", "http://localhost.evil.example", "http://evil.example:4566"])(
    "a form of %s creates no user",
    async (origin) => {
      const body = CREATE_USER.slice(2);
      const { status } = await send("/", { method: "POST", headers: { ...FORM, origin }, body });
      expect([status, await users()]).toEqual([403, false]);
    },
  );

  test("a form uploads nothing", async () => {
    const body = '--x\r\ncontent-disposition: form-data; name="key"\r\n\r\nmine\r\n--x--\r\n';
    const headers = { "content-type": "multipart/form-data; boundary=x", ...EVIL };
    const { status, text } = await send("/plain", { method: "POST", headers, body });
    expect([status, text]).toEqual([403, expect.stringContaining("to its CORS configuration")]);
    expect(sim.s3.objects("plain").map(({ key }) => key)).toEqual(["key"]);
  });

  test("an unknown request is rejected as well", async () => {
    const headers = { "x-amz-target": "Nothing.Known", ...EVIL };
    expect((await send("/", { method: "POST", headers, body: "{}" })).status).toBe(403);
  });

  test.each<Record<string, string>>([
    { origin: "http://localhost:3000" },
    { origin: "http://127.0.0.1", "sec-fetch-site": "cross-site" },
    { origin: "https://app.localhost" },
    { "sec-fetch-site": "cross-site", referer: "http://localhost:3000/page" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "same-origin" },
    { "sec-fetch-site": "none" },
    { host: "aws:4566", origin: "http://aws:4566" },
  ])("%j is admitted", async (headers) => {
    expect((await send("/plain/key", { headers })).text).toBe("content");
  });

  test("a page of another site by its referrer is not", async () => {
    const headers = { "sec-fetch-site": "cross-site", referer: "https://evil.example/page" };
    expect((await send("/plain/key", { headers })).status).toBe(403);
  });

  test("the control rejects images of other sites", async () => {
    const headers = { "sec-fetch-site": "cross-site" };
    expect((await send("/_sim/state/s3", { headers })).status).toBe(403);
  });
});

describe("what opens the simulator to an origin", () => {
  test("the CORS configuration of a bucket, for the methods that it allows", async () => {
    sim.s3.createBucket("shared");
    const CORSRules = [
      { AllowedOrigins: ["https://app.example"], AllowedMethods: ["PUT"] },
      { AllowedOrigins: ["*"], AllowedMethods: ["GET"] },
    ];
    const s3 = new S3(sim.clientConfig({ direct: true }));
    await s3.putBucketCors({ Bucket: "shared", CORSConfiguration: { CORSRules } });
    const put = async (origin: string, path: string) =>
      (await send(path, { method: "PUT", headers: { origin }, body: "x" })).status;
    expect([
      await put("https://app.example", "/shared/key"),
      await put("https://evil.example", "/shared/key"),
      await put("https://app.example", "/plain/key"),
    ]).toEqual([200, 403, 403]);
    expect((await send("/shared/key", { headers: EVIL })).text).toBe("x");
    expect((await send("/shared/key", { headers: { "sec-fetch-site": "cross-site" } })).text).toBe("x");
    expect((await send("/shared/key", { method: "DELETE", headers: EVIL })).status).toBe(403);
  });

  test("the option allowedOrigins", async () => {
    await using open = await createAwsSim({ allowedOrigins: ["https://app.example"] });
    const status = async (headers: Record<string, string>) =>
      (await send(CREATE_USER, { headers, url: open.url })).status;
    expect([
      await status(EVIL),
      await status({ origin: "https://app.example" }),
      await status({ origin: "https://app.example:8443" }),
    ]).toEqual([403, 200, 403]);
    await using all = await createAwsSim({ allowedOrigins: ["*"] });
    const headers = { "sec-fetch-site": "cross-site" };
    expect((await send(CREATE_USER, { headers, url: all.url })).status).toBe(200);
    expect((await send("/_sim/health", { headers: EVIL, url: all.url })).status).toBe(403);
  });
});

test("a client in this process has no browser between", async () => {
  const { requestHandler } = sim.clientConfig({ direct: true });
  const answer = await requestHandler?.handle({
    method: "GET",
    path: "/plain/key",
    hostname: "any.name.example",
    headers: {},
  });
  expect(answer?.response.statusCode).toBe(200);
});
