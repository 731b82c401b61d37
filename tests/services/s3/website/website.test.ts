import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import type { WebsiteConfiguration } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { s3World } from "../s3-world.js";

const world = s3World();
const Bucket = "site";
const HOST = `${Bucket}.s3-website-us-east-1.amazonaws.com`;

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A request of a browser. Its redirects are not followed. */
function get(path: string, { host = HOST, method = "GET", headers = {} } = {}): Promise<Answer> {
  const { hostname, port } = new URL(world.sim.url);
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ hostname, port, path, method, headers: { host, ...headers } }, (response) => {
      let text = "";
      response.on("data", (piece: Buffer) => {
        text += piece.toString();
      });
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
    sent.on("error", reject);
    sent.end();
  });
}

async function site(WebsiteConfiguration: WebsiteConfiguration = {}) {
  await world.s3.createBucket({ Bucket });
  const configuration = WebsiteConfiguration.RedirectAllRequestsTo
    ? WebsiteConfiguration
    : { IndexDocument: { Suffix: "index.html" }, ...WebsiteConfiguration };
  await world.s3.putBucketWebsite({ Bucket, WebsiteConfiguration: configuration });
  const html = { ContentType: "text/html", CacheControl: "no-cache", Metadata: { a: "b" } };
  for (const Key of ["index.html", "docs/index.html", "error.html", "a b.html"])
    await world.s3.putObject({ Bucket, Key, Body: `<p>${Key}</p>`, ...html });
}

function missing(key: string, ids: { requestId?: unknown; hostId?: unknown }): string {
  return (
    "<html>\n<head><title>404 Not Found</title></head>\n<body>\n<h1>404 Not Found</h1>\n<ul>\n<li>Code: NoSuchKey</li>\n" +
    `<li>Message: The specified key does not exist.</li>\n<li>Key: ${key}</li>\n<li>RequestId: ${ids.requestId}</li>\n` +
    `<li>HostId: ${ids.hostId}</li>\n</ul>\n<hr/>\n</body>\n</html>\n`
  );
}

describe("a website (H28)", () => {
  test("serves index documents and objects with their headers", async () => {
    await site();
    expect(await get("/")).toMatchObject({
      status: 200,
      text: "<p>index.html</p>",
      headers: {
        "content-type": "text/html",
        "cache-control": "no-cache",
        "x-amz-meta-a": "b",
        etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
        "last-modified": "Fri, 02 Jan 2026 03:04:05 GMT",
      },
    });
    expect((await get("/docs/?query=ignored")).text).toBe("<p>docs/index.html</p>");
    expect((await get("/a%20b.html")).text).toBe("<p>a b.html</p>");
    const range = await get("/index.html", { headers: { range: "bytes=3-7" } });
    expect(range).toMatchObject({ status: 206, text: "index", headers: { "content-range": "bytes 3-7/17" } });
    const { headers } = await get("/index.html");
    expect(await get("/", { headers: { "if-none-match": `${headers.etag}` } })).toMatchObject({
      status: 304,
      text: "",
    });
    expect(await get("/", { method: "HEAD" })).toMatchObject({
      status: 200,
      text: "",
      headers: { "content-length": "17" },
    });
  });

  test.each([
    ["of its region with a dot", `${Bucket}.s3-website.us-east-1.amazonaws.com`, "/"],
    ["on this machine", `${Bucket}.s3-website.localhost:1234`, "/"],
    ["below a path of the simulator", "127.0.0.1", `/_sim/website/${Bucket}/`],
  ])("answers at the host %s", async (_case, host, path) => {
    await site();
    expect((await get(path, { host })).text).toBe("<p>index.html</p>");
  });

  test("leads from a folder without its slash to the folder", async () => {
    await site();
    expect(await get("/docs?a=b")).toMatchObject({ status: 302, headers: { location: "/docs/" }, text: "" });
    const below = await get(`/_sim/website/${Bucket}/docs`, { host: "127.0.0.1" });
    expect(below).toMatchObject({ status: 302, headers: { location: `/_sim/website/${Bucket}/docs/` } });
  });

  test("returns S3's page for a missing key, which names the key that was looked up", async () => {
    await site();
    const answer = await get("/none/");
    const { "x-amz-request-id": requestId, "x-amz-id-2": hostId } = answer.headers;
    expect(answer.status).toBe(404);
    expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(answer.text).toBe(missing("none/index.html", { requestId, hostId }));
  });

  test("returns the bucket's own error document with the status of the error", async () => {
    await site({ ErrorDocument: { Key: "error.html" } });
    expect(await get("/none")).toMatchObject({
      status: 404,
      text: "<p>error.html</p>",
      headers: {
        "x-amz-error-code": "NoSuchKey",
        "x-amz-error-message": "The specified key does not exist.",
        "x-amz-error-detail-key": "none",
      },
    });
    await world.s3.deleteObject({ Bucket, Key: "error.html" });
    expect((await get("/none")).text).toContain(
      "</ul>\n<h3>An Error Occurred While Attempting to Retrieve a Custom Error Document</h3>\n<ul>\n" +
        "<li>Code: NoSuchKey</li>\n<li>Message: The specified key does not exist.</li>\n<li>Key: error.html</li>\n</ul>\n<hr/>",
    );
  });

  test("rejects other methods, also where there is an error document", async () => {
    await site({ ErrorDocument: { Key: "error.html" } });
    const answer = await get("/", { method: "POST" });
    expect(answer.status).toBe(405);
    expect(answer.text).toContain("<li>Method: POST</li>\n<li>ResourceType: OBJECT</li>");
  });

  test("redirects every request", async () => {
    await site({ RedirectAllRequestsTo: { HostName: "example.com", Protocol: "https" } });
    expect(await get("/a/b?c=d")).toMatchObject({
      status: 301,
      headers: { location: "https://example.com/a/b?c=d" },
      text: "",
    });
  });

  test("redirects to the location of an object", async () => {
    await site();
    await world.s3.putObject({ Bucket, Key: "old", WebsiteRedirectLocation: "/docs/" });
    expect(await get("/old")).toMatchObject({ status: 301, headers: { location: "/docs/" } });
    await world.s3.putObject({ Bucket, Key: "old", WebsiteRedirectLocation: "https://example.com/x" });
    expect(await get("/old")).toMatchObject({ status: 301, headers: { location: "https://example.com/x" } });
  });

  test("follows routing rules: by prefix before, by error after the object is sought", async () => {
    await site({
      RoutingRules: [
        { Condition: { KeyPrefixEquals: "docs/" }, Redirect: { ReplaceKeyPrefixWith: "documents/" } },
        {
          Condition: { KeyPrefixEquals: "images/", HttpErrorCodeReturnedEquals: "404" },
          Redirect: { ReplaceKeyPrefixWith: "report-404/" },
        },
        {
          Condition: { HttpErrorCodeReturnedEquals: "404" },
          Redirect: { ReplaceKeyWith: "error.html", HttpRedirectCode: "302" },
        },
        { Condition: { KeyPrefixEquals: "out/" }, Redirect: { HostName: "example.com", Protocol: "https" } },
      ],
    });
    expect((await get("/docs/a")).headers.location).toBe(`http://${HOST}/documents/a`);
    expect((await get("/images/x")).headers.location).toBe(`http://${HOST}/report-404/x`);
    expect(await get("/none")).toMatchObject({
      status: 302,
      headers: { location: `http://${HOST}/error.html` },
    });
    expect((await get("/out/x")).headers.location).toBe("https://example.com/out/x");
    expect((await get("/")).status).toBe(200);
  });

  test("is missing without a bucket, without a configuration, and in another region", async () => {
    expect((await get("/")).text).toContain("<li>Code: NoSuchBucket</li>");
    await world.s3.createBucket({ Bucket });
    expect((await get("/")).text).toContain(
      "<li>Code: NoSuchWebsiteConfiguration</li>\n<li>Message: The specified bucket does not have a website configuration</li>\n" +
        `<li>BucketName: ${Bucket}</li>`,
    );
    const host = `${Bucket}.s3-website.eu-west-1.amazonaws.com`;
    expect(await get("/", { host })).toMatchObject({ status: 400 });
  });
});
