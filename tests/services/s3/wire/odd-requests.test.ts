import { createHash } from "node:crypto";
import { S3 } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../../lib/index.js";
import { errorOf, send } from "./raw.js";

const sim = await createAwsSim();
const s3 = new S3({ ...sim.clientConfig(), maxAttempts: 1 });
beforeAll(async () => {
  await s3.createBucket({ Bucket: "odd" });
  await s3.putObject({ Bucket: "odd", Key: "key", Body: "0123456789" });
  const rule = { AllowedOrigins: ["http://app.test"], AllowedMethods: ["GET"] };
  await s3.putBucketCors({ Bucket: "odd", CORSConfiguration: { CORSRules: [rule] } });
});
afterAll(() => sim.close());

const MALFORMED = {
  status: 400,
  Code: "MalformedXML",
  Message: "The XML you provided was not well-formed or did not validate against our published schema",
};
const NO_BODY = { status: 400, Code: "MissingRequestBodyError", Message: "Request Body is empty" };

/** A preflight that a rule allows, and a form that is taken: no model describes their answers. */
const PREFLIGHT = { Origin: "http://app.test", "Access-Control-Request-Method": "GET" };
const FORM = {
  headers: { "Content-Type": "multipart/form-data; boundary=b" },
  body: [
    "--b",
    'Content-Disposition: form-data; name="key"',
    "",
    "form",
    "--b",
    'Content-Disposition: form-data; name="file"',
    "",
    "text",
    "--b--",
    "",
  ].join("\r\n"),
};

/** Sends a document with the digest that S3 requires. */
function sendXml(line: string, document: string) {
  return send(
    sim.url,
    line,
    { "Content-MD5": createHash("md5").update(document).digest("base64") },
    document,
  );
}

describe("names of buckets that no bucket can have (H08)", () => {
  test.each(["ab", "with%20space", "b%2Fk", "x".repeat(256), "%01abc"])(
    "%.20s: InvalidBucketName",
    async (name) => {
      for (const line of [
        `GET /${name}?list-type=2`,
        `GET /${name}/key`,
        `PUT /${name}/key`,
        `DELETE /${name}`,
      ]) {
        expect(errorOf(await send(sim.url, line))).toMatchObject({
          status: 400,
          Code: "InvalidBucketName",
          Message: "The specified bucket is not valid.",
        });
      }
      expect((await send(sim.url, `HEAD /${name}`)).status).toBe(400);
    },
  );

  test.each(["Old_Bucket", "x".repeat(255), "1.2.3.4"])(
    "%.20s may be an old one: NoSuchBucket",
    async (name) => {
      expect(errorOf(await send(sim.url, `GET /${name}/key`))).toMatchObject({
        status: 404,
        Code: "NoSuchBucket",
      });
    },
  );

  test.each([
    ["/with%20space/key", "Invalid copy source bucket name"],
    ["//key", "Invalid copy source bucket name"],
    ["odd", "Invalid copy source object key"],
    ["/odd/%zz", "Invalid copy source encoding."],
    ["/odd/key?versionId=", "Version id cannot be the empty string"],
  ])("as a source of copies: %s", async (source, Message) => {
    const answer = await send(sim.url, "PUT /odd/copy", { "x-amz-copy-source": source });
    expect(errorOf(answer)).toMatchObject({ status: 400, Code: "InvalidArgument", Message });
  });
});

describe("keys and queries (H08)", () => {
  test.each(["GET", "PUT", "DELETE"])("%s of a key that is too long", async (method) => {
    expect(errorOf(await send(sim.url, `${method} /odd/${"%C3%BC".repeat(512)}k`))).toMatchObject({
      status: 400,
      Code: "KeyTooLongError",
      Size: "1025",
    });
    expect((await send(sim.url, `${method} /odd/${"%C3%BC".repeat(512)}`)).status).not.toBe(400);
  });

  test.each(["GET", "DELETE"])("%s of an empty version", async (method) => {
    expect(errorOf(await send(sim.url, `${method} /odd/key?versionId=`))).toEqual({
      status: 400,
      Code: "InvalidArgument",
      Message: "Version id cannot be the empty string",
      ArgumentName: "versionId",
      ArgumentValue: "",
    });
  });

  test("a path without a bucket", async () => {
    for (const path of ["//", "//odd/key"]) {
      expect(errorOf(await send(sim.url, `GET ${path}`))).toMatchObject({ Code: "InvalidURI", URI: path });
    }
  });

  test("a whole URL, as it is sent to a proxy", async () => {
    const { status, body } = await send(sim.url, `GET ${sim.url}/odd/key?versionId=null`);
    expect([status, body]).toEqual([200, "0123456789"]);
    expect((await send(sim.url, `GET ${sim.url}`)).body).toContain("<Name>odd</Name>");
  });

  test.each<[headers: Record<string, string>, code: string, message: RegExp, value?: string]>([
    [{}, "InvalidRequest", /^The x-amz-object-attributes header .* is either missing or empty$/],
    [{ "x-amz-object-attributes": "ETag, Foo" }, "InvalidArgument", /^Invalid attribute name specified\.$/],
    [
      { "x-amz-object-attributes": "ETag,foo,bar" },
      "InvalidArgument",
      /^Invalid attribute name specified\.$/,
      "foo",
    ],
  ])("attributes that are %j", async (headers, Code, message, ArgumentValue) => {
    expect(errorOf(await send(sim.url, "GET /odd/key?attributes", headers))).toMatchObject({
      status: 400,
      Code,
      ...(ArgumentValue !== undefined && { ArgumentValue }),
      Message: expect.stringMatching(message),
    });
  });

  test("a part without its number is not an object", async () => {
    expect(errorOf(await send(sim.url, "PUT /odd/key?uploadId=abc", {}, "part"))).toMatchObject({
      status: 400,
      Code: "InvalidArgument",
    });
    expect(sim.s3.text("odd", "key")).toBe("0123456789");
  });
});

describe("headers", () => {
  test("HeadBucket has the type of a document (H02)", async () => {
    for (const line of ["HEAD /odd", "HEAD /odd/", "HEAD /none"]) {
      const { headers } = await send(sim.url, line);
      expect([line, headers["content-type"], headers["content-length"]]).toEqual([
        line,
        "application/xml",
        "0",
      ]);
    }
    expect((await send(sim.url, "HEAD /odd/key")).headers["content-type"]).toBe("application/octet-stream");
  });

  test("listings of objects have the region of their bucket, like HeadBucket", async () => {
    const regionOf = async (line: string) => (await send(sim.url, line)).headers["x-amz-bucket-region"];
    for (const line of ["HEAD /odd", "GET /odd", "GET /odd/", "GET /odd?list-type=2&prefix=tagging"]) {
      expect([line, await regionOf(line)]).toEqual([line, "us-east-1"]);
    }
    for (const line of ["GET /none", "GET /", "GET /odd?versioning", "GET /odd/key"]) {
      expect([line, await regionOf(line)]).toEqual([line, undefined]);
    }
  });

  test.each([
    ["x-amz-server-side-encryption", "AES256"],
    ["x-amz-server-side-encryption-aws-kms-key-id", "alias/a"],
  ])("a read does not ask for encryption: %s", async (name, value) => {
    const answer = await send(sim.url, "GET /odd/key", { [name]: value });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain(
      `<Code>InvalidArgument</Code><Message>${name} header is not supported for this operation.</Message>`,
    );
    expect((await send(sim.url, "HEAD /odd/key", { [name]: value })).status).toBe(400);
  });

  test.each<[line: string, headers?: Record<string, string>, body?: string]>([
    ["GET /odd/key"],
    ["HEAD /odd"],
    ["GET /odd?list-type=2"],
    ["GET /odd/none"],
    ["OPTIONS /odd/key", PREFLIGHT],
    ["OPTIONS /odd/key"],
    ["POST /odd", FORM.headers, FORM.body],
    ["POST /odd"],
  ])(
    "%s: the ids are S3's own, and the first is in the header of all services too (A04)",
    async (line, sent = {}, body = "") => {
      const { headers } = await send(sim.url, line, sent, body);
      expect(Object.keys(headers).filter((name) => /request-?id|id-2/.test(name))).toEqual([
        "x-amzn-requestid",
        "x-amz-request-id",
        "x-amz-id-2",
      ]);
      expect(headers["x-amzn-requestid"]).toMatch(/^[0-9A-Z]{16}$/);
      expect(headers["x-amzn-requestid"]).toBe(headers["x-amz-request-id"]);
      expect(headers["x-amz-id-2"]).toMatch(/^[\w+/]{76}$/);
      expect(headers.server).toBe("AmazonS3");
    },
  );

  test.each(["If-Modified-Since", "If-Unmodified-Since"])(
    "%s that is not a date is ignored (H20)",
    async (name) => {
      const { status, body } = await send(sim.url, "GET /odd/key", { [name]: "yesterday" });
      expect([status, body]).toEqual([200, "0123456789"]);
    },
  );

  test("metadata of every name", async () => {
    const metadata = {
      "x-amz-meta-__proto__": "a",
      "x-amz-meta-constructor": "b",
      "x-amz-meta-tostring": "c",
      "x-amz-meta-upper-case": "d",
      "x-amz-meta-x_1.2~3": "<&>\"'",
    };
    const sent = { ...metadata, "X-Amz-Meta-Padded": "  e  f\t" };
    expect((await send(sim.url, "PUT /odd/metadata", sent, "x")).status).toBe(200);
    const copy = await send(sim.url, "PUT /odd/metadata-copy", { "x-amz-copy-source": "odd/metadata" });
    expect(copy.status).toBe(200);
    for (const key of ["metadata", "metadata-copy"]) {
      const { headers } = await send(sim.url, `HEAD /odd/${key}`);
      const shown = Object.entries(headers).filter(([name]) => name.startsWith("x-amz-meta-"));
      expect(new Map(shown)).toEqual(new Map([...Object.entries(metadata), ["x-amz-meta-padded", "e  f"]]));
    }
  });

  test.each([
    "x-amz-website-redirect-location=/%0d%0aSet-Cookie:a=b",
    "x-amz-meta-a%20b=c",
    "x-amz-meta-%C3%A9=c",
  ])("?%s in a URL is not a header", async (parameter) => {
    expect(errorOf(await send(sim.url, `PUT /odd/hoisted?${parameter}`, {}, "x"))).toMatchObject({
      status: 400,
      Code: "InvalidArgument",
    });
    expect(sim.s3.object("odd", "hoisted")).toBeUndefined();
  });

  test("metadata with line breaks in a URL comes back encoded", async () => {
    await send(sim.url, "PUT /odd/broken-lines?x-amz-meta-a=b%0d%0aSet-Cookie:c", {}, "x");
    const { headers } = await send(sim.url, "GET /odd/broken-lines");
    expect([headers["x-amz-meta-a"], headers["set-cookie"]]).toEqual([
      "=?UTF-8?Q?b=0D=0ASet-Cookie:c?=",
      undefined,
    ]);
  });

  test.each([
    ["bytes=0-99999999999999999999", 206, "0123456789"],
    ["bytes=-99999999999999999999", 206, "0123456789"],
    ["bytes=3-3", 206, "3"],
    ["Bytes=0-1", 200, "0123456789"],
    ["bytes= 0-1", 200, "0123456789"],
    ["bytes=0-1,", 200, "0123456789"],
    ["bytes=", 200, "0123456789"],
    ["bytes=1e0-2", 200, "0123456789"],
    ["bytes=0x0-1", 200, "0123456789"],
  ])("Range %s: %d (H04)", async (Range, status, body) => {
    expect(await send(sim.url, "GET /odd/key", { Range })).toMatchObject({ status, body });
  });
});

describe("documents", () => {
  test.each([
    "versioning",
    "tagging",
    "cors",
    "lifecycle",
    "website",
    "logging",
    "encryption",
    "notification",
    "replication",
    "requestPayment",
    "accelerate",
    "object-lock",
    "ownershipControls",
    "publicAccessBlock",
    "abac",
    "analytics&id=a",
    "intelligent-tiering&id=a",
    "inventory&id=a",
    "metrics&id=a",
  ])("none where ?%s needs one (H08)", async (subResource) => {
    expect(errorOf(await sendXml(`PUT /odd?${subResource}`, ""))).toEqual(NO_BODY);
  });

  test("none where deletions and tags need one", async () => {
    expect(errorOf(await sendXml("POST /odd?delete", ""))).toEqual(NO_BODY);
    expect(errorOf(await sendXml("PUT /odd/key?tagging", ""))).toEqual(NO_BODY);
  });

  test.each([
    ["no XML", "not xml"],
    ["one that breaks off", "<Delete><Object><Key>key</Key></Object>"],
    ["one without keys", "<Delete></Delete>"],
    ["one with 1,001 keys", `<Delete>${"<Object><Key>key</Key></Object>".repeat(1001)}</Delete>`],
    ["one with an empty key", "<Delete><Object><Key></Key></Object></Delete>"],
    ["one that is not UTF-8", "<Delete><Object><Key>\u00ff</Key></Object></Delete>"],
    ["a character that XML has not", "<Delete><Object><Key>a&#1;b</Key></Object></Delete>"],
    ["an entity that nobody knows", "<Delete><Object><Key>&key;</Key></Object></Delete>"],
    [
      "entities of a document's own",
      '<!DOCTYPE d [<!ENTITY a "key"><!ENTITY b "&a;&a;&a;">]><Delete><Object><Key>&b;</Key></Object></Delete>',
    ],
    [
      "a file as an entity",
      '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]><Delete><Object><Key>&a;</Key></Object></Delete>',
    ],
    ["one that is very deep", `<Delete>${"<a>".repeat(100_000)}`],
  ])("%s: MalformedXML (H05)", async (name, document) => {
    const bytes = name.includes("UTF-8") ? Buffer.from(document, "latin1") : Buffer.from(document);
    const digest = createHash("md5").update(bytes).digest("base64");
    const answer = await send(sim.url, "POST /odd?delete", { "Content-MD5": digest }, bytes);
    expect(errorOf(answer)).toEqual(MALFORMED);
    expect(sim.s3.text("odd", "key")).toBe("0123456789");
  });

  test("one that is larger than any can be", async () => {
    expect(errorOf(await sendXml("POST /odd?delete", " ".repeat(9 * 1024 * 1024)))).toEqual({
      status: 400,
      Code: "MaxMessageLengthExceeded",
      Message: "Your request was too big.",
    });
  });

  test("headers that CORS exposes are headers", async () => {
    const rule = (exposed: string) =>
      "<CORSConfiguration><CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod>" +
      `<ExposeHeader>${exposed}</ExposeHeader></CORSRule></CORSConfiguration>`;
    for (const exposed of ["a&#13;&#10;b: c", "😀"]) {
      expect(errorOf(await sendXml("PUT /odd?cors", rule(exposed)))).toEqual(MALFORMED);
    }
    expect((await sendXml("PUT /odd?cors", rule("x-amz-meta-a"))).status).toBe(200);
    const { headers } = await send(sim.url, "GET /odd/key", { Origin: "http://a.example" });
    expect(headers["access-control-expose-headers"]).toBe("x-amz-meta-a");
  });

  test("keys of KMS are named in ASCII", async () => {
    const key = encodeURIComponent("arn:aws:kms:us-east-1:123456789012:key/a\u0001b");
    const line = `PUT /odd/kms?x-amz-server-side-encryption=aws:kms&x-amz-server-side-encryption-aws-kms-key-id=${key}`;
    expect(errorOf(await send(sim.url, line, {}, "x"))).toMatchObject({
      status: 400,
      Code: "KMS.NotFoundException",
    });
  });

  test("days without end end with time itself", async () => {
    const days = 2 ** 31 - 1;
    const document =
      "<LifecycleConfiguration><Rule><ID>never</ID><Filter/><Status>Enabled</Status>" +
      `<Expiration><Days>${days}</Days></Expiration></Rule></LifecycleConfiguration>`;
    expect((await sendXml("PUT /odd?lifecycle", document)).status).toBe(200);
    sim.s3.putObject("odd", "archived", "x", { StorageClass: "GLACIER" });
    const restore = `<RestoreRequest><Days>${days}</Days></RestoreRequest>`;
    expect((await sendXml("POST /odd/archived?restore", restore)).status).toBe(202);
    await sim.clock.advance("5s");
    const { headers } = await send(sim.url, "HEAD /odd/archived");
    const end = 'expiry-date="Sat, 13 Sep 275760 00:00:00 GMT"';
    expect([headers["x-amz-expiration"], headers["x-amz-restore"]]).toEqual([
      `${end}, rule-id="never"`,
      `ongoing-request="false", ${end}`,
    ]);
    const optional = { "x-amz-optional-object-attributes": "RestoreStatus" };
    expect((await send(sim.url, "GET /odd?list-type=2&prefix=archived", optional)).status).toBe(200);
    await send(sim.url, "DELETE /odd?lifecycle");
  });

  test("1,000 keys, references, CDATA, prefixes and comments are read (H05)", async () => {
    const keys = ["a\rb", "<k>", "é😀", ...Array.from({ length: 997 }, (_, i) => `many/${i}`)];
    for (const key of keys.slice(0, 4)) sim.s3.putObject("odd", key, "x");
    const objects = ["a&#13;b", "<![CDATA[<k>]]>", "é&#x1F600;", ...keys.slice(3)];
    const content = objects.map((key) => `<s:Object><s:Key>${key}</s:Key></s:Object>`).join("");
    const namespace = "http://s3.amazonaws.com/doc/2006-03-01/";
    const document = `\ufeff<?xml version='1.0'?><!-- all --><s:Delete xmlns:s='${namespace}'>${content}</s:Delete>`;
    const { status, body } = await sendXml("POST /odd?delete", document);
    expect([status, body.match(/<Deleted>/g)?.length]).toEqual([200, 1000]);
    expect(body).toContain("<Key>a&#xD;b</Key>");
    for (const key of keys.slice(0, 4)) expect(sim.s3.object("odd", key)).toBeUndefined();
  });
});

test("none of this was a fault of the simulator's", () => {
  expect(sim.requests.filter({ status: 500 })).toEqual([]);
});
