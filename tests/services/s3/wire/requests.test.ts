import { S3 } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../../lib/index.js";
import { facts } from "../../../../lib/services/s3/generated/facts.js";
import { hasMethod, subResourceOf } from "../../../../lib/services/s3/wire/sub-resources.js";
import { elementsOf, errorOf, send } from "./raw.js";

const sim = await createAwsSim();
const s3 = new S3(sim.clientConfig());
beforeAll(async () => {
  await s3.createBucket({ Bucket: "requests" });
  await s3.putObject({ Bucket: "requests", Key: "key", Body: "content" });
});
afterAll(() => sim.close());

describe("sub-resources", () => {
  const operations = Object.entries(facts.operations).flatMap(([name, { method = "POST", uri = "/" }]) => {
    const [path = "", query = ""] = uri.split("?");
    const subResource = subResourceOf(query);
    const level = path === "/{Bucket}" ? "bucket" : "object";
    return subResource === undefined ? [] : [[name, subResource, level, method] as const];
  });

  test("all that an operation has are known", () => {
    expect(operations.length).toBeGreaterThan(70);
    const queries = Object.values(facts.operations).map(({ uri = "/" }) => uri.split("?")[1] ?? "");
    const unknown = queries.filter((query) => query !== "" && subResourceOf(query) === undefined);
    expect(new Set(unknown)).toEqual(new Set(["x-id=ListDirectoryBuckets", "list-type=2"]));
  });

  test.each(operations)("%s: ?%s of a %s has %s", (_, subResource, level, method) => {
    expect(hasMethod(subResource, level, method)).toBe(true);
  });

  test.each([
    ["GET /requests?acl&policy", "acl", "acl, policy"],
    ["GET /requests?versioning=&acl=", "acl", "acl, versioning"],
    ["DELETE /requests/key?tagging&acl", "acl", "acl, tagging"],
    ["POST /requests/key?uploadId=u&uploads", "uploadId", "uploadId, uploads"],
    ["GET /none?uploads&versions", "uploads", "uploads, versions"],
    ["GET /requests?tagging&policy&acl&policy", "acl", "acl, policy, tagging"],
  ])("%s names several at once", async (line, ArgumentValue, names) => {
    expect(errorOf(await send(sim.url, line))).toEqual({
      status: 400,
      Code: "InvalidArgument",
      Message: `Conflicting query string parameters: ${names}`,
      ArgumentName: "ResourceType",
      ArgumentValue,
    });
    expect((await send(sim.url, line.replace(/^\w+/, "HEAD"))).status).toBe(400);
  });

  test.each([
    ["PUT /fresh?location", "LOCATION"],
    ["PUT /fresh?versions", "VERSIONS"],
    ["PUT /fresh?policyStatus", "POLICYSTATUS"],
    ["DELETE /requests?acl", "ACL"],
    ["DELETE /requests?versioning=", "VERSIONING"],
    ["POST /requests?acl", "ACL"],
    ["GET /requests?delete", "DELETE"],
    ["GET /requests?retention", "RETENTION"],
    ["DELETE /requests/key?acl", "ACL"],
    ["DELETE /requests/key?retention", "RETENTION"],
    ["DELETE /requests/key?x=y&legal-hold", "LEGAL-HOLD"],
    ["PUT /requests/key?attributes", "ATTRIBUTES"],
    ["PUT /requests/key?uploads", "UPLOADS"],
    ["GET /requests/key?lifecycle", "LIFECYCLE"],
  ])("%s is none of the bucket's or the object's own", async (line, ResourceType) => {
    expect(errorOf(await send(sim.url, line))).toEqual({
      status: 405,
      Code: "MethodNotAllowed",
      Message: "The specified method is not allowed against this resource.",
      Method: line.split(" ")[0],
      ResourceType,
    });
    expect(sim.s3.buckets().map(({ name }) => name)).toEqual(["requests"]);
    expect(sim.s3.text("requests", "key")).toBe("content");
  });

  test("other parameters are ignored", async () => {
    expect((await send(sim.url, "GET /requests/key?x-id=GetObject&cache=buster&Acl")).body).toBe("content");
  });
});

describe("errors on the wire (H08)", () => {
  test("code, message, details, ids, in this order, as headers too", async () => {
    const { status, headers, body } = await send(sim.url, "GET /requests/%3Cno%3E");
    expect([status, headers["content-type"], headers.server]).toEqual([404, "application/xml", "AmazonS3"]);
    expect(elementsOf(body)).toEqual([
      ["Code", "NoSuchKey"],
      ["Message", "The specified key does not exist."],
      ["Key", "&lt;no&gt;"],
      ["RequestId", headers["x-amz-request-id"]],
      ["HostId", headers["x-amz-id-2"]],
    ]);
    expect(headers["x-amz-request-id"]).toMatch(/^[0-9A-Z]{16}$/);
    expect(headers["x-amz-id-2"]).toMatch(/^[\w+/]{76}$/);
  });

  test.each([
    ["HEAD /requests/none", 404],
    ["HEAD /none", 404],
    ["HEAD /requests/%zz", 400],
    ["HEAD /", 405],
    ["HEAD /requests?versioning", 405],
    ["HEAD /requests/key?acl", 405],
  ])("%s: %d without a body", async (line, status) => {
    const connection = await send(sim.url, line);
    expect([connection.status, connection.headers["content-length"]]).toEqual([status, "0"]);
    expect(connection.headers["x-amz-request-id"]).toMatch(/^[0-9A-Z]{16}$/);
  });

  test.each([
    [404, "NotFound", () => s3.headObject({ Bucket: "requests", Key: "none" })],
    [404, "NotFound", () => s3.headBucket({ Bucket: "none" })],
  ])("what SDKs make of it: %d %s", async (httpStatusCode, name, call) => {
    await expect(call()).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
  });
});

describe("unsigned requests (H09)", () => {
  test("are the default account's where signatures are not verified", async () => {
    expect((await send(sim.url, "GET /")).body).toContain("<Name>requests</Name>");
    expect((await send(sim.url, "PUT /requests/unsigned", {}, "x")).status).toBe(200);
    expect(sim.s3.text("requests", "unsigned")).toBe("x");
  });

  test("are rejected first", async () => {
    const credentials = { accessKeyId: "AKIAVALID", secretAccessKey: "the secret" };
    await using strict = await createAwsSim({ verifySignatures: credentials });
    await new S3(strict.clientConfig()).createBucket({ Bucket: "private" });
    const denied = { status: 403, Code: "AccessDenied", Message: "Access Denied" };
    for (const line of [
      "GET /",
      "GET /private?list-type=2",
      "GET /private/key",
      "PUT /private/key",
      "DELETE /private",
    ]) {
      expect([line, errorOf(await send(strict.url, line))]).toEqual([line, denied]);
    }
    expect((await send(strict.url, "HEAD /private/key")).status).toBe(403);
    expect(errorOf(await send(strict.url, "GET /none/key"))).toMatchObject({ Code: "NoSuchBucket" });
  });
});
