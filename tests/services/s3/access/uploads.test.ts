import { createHash } from "node:crypto";
import { IAM } from "@aws-sdk/client-iam";
import { GetObjectCommand, S3 } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../../lib/index.js";
import { document, type Statement } from "./statements.js";

const sim = await createAwsSim({
  authorization: "enforce",
  clock: "frozen",
  startTime: "2031-05-01T10:00:00Z",
});
afterAll(() => sim.close());

const NOW = "20310501T100000Z";
let owner: S3;

const give = (...statements: readonly Statement[]) =>
  new IAM(sim.clientConfig()).putUserPolicy({
    UserName: "ann",
    PolicyName: "p",
    PolicyDocument: document("*", statements),
  });

beforeEach(async () => {
  sim.reset();
  owner = new S3(sim.clientConfig());
  await new IAM(sim.clientConfig()).createUser({ UserName: "ann" });
  await owner.createBucket({ Bucket: "docs" });
  await owner.putObject({ Bucket: "docs", Key: "source", Body: "text", Tagging: "team=blue" });
});

/** A raw request of the user, whose key is taken at its word. */
async function as(user: "ann" | "nobody", method: string, path: string, more: RequestInit = {}) {
  const headers = new Headers(more.headers);
  headers.set("x-amz-date", NOW);
  if (user === "ann") {
    const { accessKeyId } = sim.authorization.credentials({ user });
    headers.set(
      "authorization",
      `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20310501/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=0`,
    );
  }
  const response = await fetch(`${sim.url}/docs${path}`, { method, ...more, headers });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

/** The status, and the action that the caller lacks. */
function outcome({ status, body }: { status: number; body: string }): string {
  const [, action = ""] = /not authorized to perform: (\S+) on/.exec(body) ?? [];
  return `${status} ${action}`.trim();
}

async function begin(headers: Record<string, string> = {}) {
  const begun = await as("ann", "POST", "/big?uploads", { headers });
  return { ...begun, id: /<UploadId>(.*)<\/UploadId>/.exec(begun.body)?.[1] ?? "" };
}

const parts = (etag: string) =>
  `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${etag}</ETag></Part></CompleteMultipartUpload>`;

describe("a multipart upload (P04)", () => {
  test("needs s3:PutObject for each step, and an action of its own to be found", async () => {
    expect(outcome(await begin())).toBe("403 s3:PutObject");
    await give({ Action: "s3:PutObject" });
    const { id } = await begin();
    const part = await as("ann", "PUT", `/big?partNumber=1&uploadId=${id}`, { body: "x" });
    expect(part.status).toBe(200);
    expect(outcome(await as("ann", "GET", "?uploads"))).toBe("403 s3:ListBucketMultipartUploads");
    await give({ Action: "s3:GetObject" });
    expect(outcome(await as("ann", "PUT", `/big?partNumber=2&uploadId=${id}`, { body: "y" }))).toBe(
      "403 s3:PutObject",
    );
    const body = parts(part.headers.get("etag") ?? "");
    expect(outcome(await as("ann", "POST", `/big?uploadId=${id}`, { body }))).toBe("403 s3:PutObject");
    await give({ Action: "s3:PutObject" });
    expect((await as("ann", "POST", `/big?uploadId=${id}`, { body })).status).toBe(200);
  });

  test("that is completed if the object is the same needs to read it", async () => {
    const { ETag = "" } = await owner.putObject({ Bucket: "docs", Key: "big", Body: "before" });
    await give({ Action: "s3:PutObject" });
    const { id } = await begin();
    const part = await as("ann", "PUT", `/big?partNumber=1&uploadId=${id}`, { body: "x" });
    const init = { body: parts(part.headers.get("etag") ?? ""), headers: { "if-match": ETag } };
    expect(outcome(await as("ann", "POST", `/big?uploadId=${id}`, init))).toBe("403 s3:GetObject");
    await give({ Action: ["s3:PutObject", "s3:GetObject"] });
    expect((await as("ann", "POST", `/big?uploadId=${id}`, init)).status).toBe(200);
  });

  test("with an ACL or tags needs their actions when it begins", async () => {
    await give({ Action: "s3:PutObject" });
    expect(outcome(await begin({ "x-amz-tagging": "team=blue" }))).toBe("403 s3:PutObjectTagging");
    expect(outcome(await begin({ "x-amz-acl": "bucket-owner-full-control" }))).toBe("403 s3:PutObjectAcl");
  });

  test("s3:ObjectCreationOperation is true only for what makes an object", async () => {
    await give(
      { Action: "s3:PutObject" },
      {
        Effect: "Deny",
        Action: "s3:PutObject",
        Condition: { Bool: { "s3:ObjectCreationOperation": "true" }, Null: { "s3:if-none-match": "true" } },
      },
    );
    const { id } = await begin();
    const part = await as("ann", "PUT", `/big?partNumber=1&uploadId=${id}`, { body: "x" });
    expect(part.status).toBe(200);
    const body = parts(part.headers.get("etag") ?? "");
    expect((await as("ann", "POST", `/big?uploadId=${id}`, { body })).status).toBe(403);
    const headers = { "if-none-match": "*" };
    expect((await as("ann", "POST", `/big?uploadId=${id}`, { body, headers })).status).toBe(200);
    expect((await as("ann", "PUT", "/small", { body: "x" })).status).toBe(403);
    expect((await as("ann", "PUT", "/small", { body: "x", headers })).status).toBe(200);
  });

  test("a part that is copied needs to read its source and nothing about tags", async () => {
    await give({ Action: "s3:PutObject" });
    const { id } = await begin();
    const copy = (user: "ann" | "nobody" = "ann") =>
      as(user, "PUT", `/big?partNumber=1&uploadId=${id}`, {
        headers: { "x-amz-copy-source": "/docs/source" },
      });
    expect(outcome(await copy())).toBe("403 s3:GetObject");
    await give({ Action: ["s3:PutObject", "s3:GetObject"] });
    expect((await copy()).status).toBe(200);
    await give(
      { Action: ["s3:PutObject", "s3:GetObject"] },
      {
        Effect: "Deny",
        Action: "s3:PutObject",
        Condition: { StringLike: { "s3:x-amz-copy-source": "docs/*" } },
      },
    );
    expect(outcome(await copy())).toBe("403 s3:PutObject");
    expect((await copy("nobody")).status).toBe(403);
  });
});

describe("special requests (P04)", () => {
  test("DeleteObjects: 200, with an error for each key that may not be deleted", async () => {
    await owner.putObject({ Bucket: "docs", Key: "locked", Body: "x" });
    await give({ Action: "s3:DeleteObject", Resource: "arn:aws:s3:::docs/so*" });
    const body =
      "<Delete><Object><Key>source</Key></Object><Object><Key>locked</Key></Object><Object><Key>gone</Key></Object></Delete>";
    const headers = { "content-md5": createHash("md5").update(body).digest("base64") };
    const { status, body: result } = await as("ann", "POST", "?delete", { body, headers });
    const error = (key: string) =>
      `<Error><Key>${key}</Key><Code>AccessDenied</Code><Message>User: arn:aws:iam::123456789012:user/ann is not authorized to perform: s3:DeleteObject on resource: &quot;arn:aws:s3:::docs/${key}&quot; because no identity-based policy allows the s3:DeleteObject action</Message></Error>`;
    expect([status, result]).toEqual([
      200,
      `<?xml version="1.0" encoding="UTF-8"?>\n<DeleteResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Deleted><Key>source</Key></Deleted>${error("locked")}${error("gone")}</DeleteResult>`,
    ]);
    const anonymous = await as("nobody", "POST", "?delete", { body, headers });
    expect([anonymous.status, anonymous.body.match(/<Message>Access Denied<\/Message>/g)?.length]).toEqual([
      200, 3,
    ]);
    const { Contents = [] } = await owner.listObjectsV2({ Bucket: "docs" });
    expect(Contents.map(({ Key }) => Key)).toEqual(["locked"]);
  });

  test("CreateSession is named as not simulated, and not denied", async () => {
    const { status, body } = await as("ann", "GET", "?session");
    expect([status, /<Code>(.*)<\/Code>/.exec(body)?.[1]]).toEqual([501, "NotImplemented"]);
    expect(body).toContain("CreateSession");
  });

  test("s3:signatureAge is the age of the signature by simulated time", async () => {
    const Condition = { NumericLessThanEquals: { "s3:signatureAge": "60000" } };
    await give({ Action: "s3:GetObject", Condition });
    const config = { ...sim.clientConfig({ user: "ann" }) };
    const signingDate = sim.clock.date();
    const url = await getSignedUrl(new S3(config), new GetObjectCommand({ Bucket: "docs", Key: "source" }), {
      signingDate,
    });
    expect((await fetch(url)).status).toBe(200);
    await sim.clock.advance("61s");
    expect((await fetch(url)).status).toBe(403);
  });

  test("s3:signatureversion distinguishes the versions", async () => {
    await give({ Action: "s3:GetObject", Condition: { StringEquals: { "s3:signatureversion": "AWS" } } });
    expect((await as("ann", "GET", "/source")).status).toBe(403);
    const { accessKeyId } = sim.authorization.credentials({ user: "ann" });
    const headers = {
      authorization: `AWS ${accessKeyId}:c2lnbmF0dXJl`,
      date: "Thu, 01 May 2031 10:00:00 GMT",
    };
    const response = await fetch(`${sim.url}/docs/source`, { headers });
    expect(response.status).toBe(200);
  });
});
