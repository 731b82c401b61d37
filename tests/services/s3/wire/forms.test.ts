import { createHash, createHmac } from "node:crypto";
import { HeadObjectCommand, S3 } from "@aws-sdk/client-s3";
import { createPresignedPost, type PresignedPostOptions } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../../lib/index.js";
import { errorOf, send } from "./raw.js";

const KEY = { accessKeyId: "AKIAVALID", secretAccessKey: "the secret" };
const sim = await createAwsSim({ verifySignatures: KEY });
const s3 = new S3(sim.clientConfig());
const lenient = await createAwsSim();
beforeAll(async () => {
  await s3.createBucket({ Bucket: "forms" });
  await new S3(lenient.clientConfig()).createBucket({ Bucket: "forms" });
});
afterAll(async () => {
  await sim.close();
  await lenient.close();
});

type Fields = Record<string, string>;

function presigned(options: Partial<PresignedPostOptions> = {}) {
  return createPresignedPost(s3, { Bucket: "forms", Key: "key", ...options });
}

function formOf(fields: Fields, file: string | Blob = "content", name = "file.txt"): FormData {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  if (typeof file === "string") form.append("file", new Blob([file]), name);
  else form.append("file", file, name);
  return form;
}

/** Posts what the SDK signed, with changes made afterwards; `undefined` leaves a field out. */
async function post(
  options: Partial<PresignedPostOptions> = {},
  changes: Record<string, string | undefined> = {},
  file?: string | Blob,
) {
  const { url, fields } = await presigned(options);
  const all: Fields = {};
  for (const [name, value] of Object.entries({ ...fields, ...changes }))
    if (value !== undefined) all[name] = value;
  const response = await fetch(url, { method: "POST", body: formOf(all, file), redirect: "manual" });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

/** A policy of one's own, signed by the SDK. */
async function error(
  options: Partial<PresignedPostOptions> = {},
  changes: Record<string, string | undefined> = {},
  file?: string | Blob,
) {
  return errorOf(await post(options, changes, file));
}

const quoted = (text: string) => text.replaceAll('"', "&quot;");

describe("a browser's upload", () => {
  test("answers 204 and keeps the object", async () => {
    const { status, headers, body } = await post();
    expect([status, body]).toEqual([204, ""]);
    expect(headers.get("etag")).toBe('"9a0364b9e99bb480dd25e1f0284c8555"');
    expect(headers.get("location")).toBe(`${sim.url}/forms/key`);
    expect(headers.get("x-amz-checksum-crc64nvme")).toMatch(/^[\w+/]{11}=$/);
    expect(sim.s3.text("forms", "key")).toBe("content");
    expect(sim.requests.last()).toMatchObject({ service: "s3", operation: "PostObject", status: 204 });
  });

  test("with all parameters of PutObject", async () => {
    const Fields = {
      "Content-Type": "text/plain",
      "Cache-Control": "no-store",
      "x-amz-meta-colour": "red",
      "x-amz-storage-class": "STANDARD_IA",
    };
    expect((await post({ Key: "full", Fields })).status).toBe(204);
    expect(await s3.headObject({ Bucket: "forms", Key: "full" })).toMatchObject({
      ContentType: "text/plain",
      CacheControl: "no-store",
      Metadata: { colour: "red" },
      StorageClass: "STANDARD_IA",
    });
  });

  test("answers with the headers that PutObject answers with", async () => {
    const key = { Key: "headers" };
    const rule = { ID: "all", Filter: {}, Status: "Enabled", Expiration: { Days: 1 } } as const;
    const LifecycleConfiguration = { Rules: [rule] };
    await s3.putBucketLifecycleConfiguration({ Bucket: "forms", LifecycleConfiguration });
    const kms = {
      "x-amz-server-side-encryption": "aws:kms",
      "x-amz-server-side-encryption-bucket-key-enabled": "true",
    };
    const { headers } = await post({ ...key, Fields: kms });
    const head = await s3.headObject({ Bucket: "forms", ...key });
    expect({
      Expiration: headers.get("x-amz-expiration"),
      ServerSideEncryption: headers.get("x-amz-server-side-encryption"),
      SSEKMSKeyId: headers.get("x-amz-server-side-encryption-aws-kms-key-id"),
      BucketKeyEnabled: headers.get("x-amz-server-side-encryption-bucket-key-enabled") === "true",
    }).toEqual({
      Expiration: head.Expiration,
      ServerSideEncryption: "aws:kms",
      SSEKMSKeyId: head.SSEKMSKeyId,
      BucketKeyEnabled: true,
    });
    expect([head.Expiration, head.SSEKMSKeyId]).toEqual([
      expect.stringContaining('rule-id="all"'),
      expect.stringContaining("arn:aws:kms:"),
    ]);
    const own = Buffer.alloc(32, 7);
    const SSECustomerKeyMD5 = createHash("md5").update(own).digest("base64");
    const customer = await post({
      Key: "own",
      Fields: {
        "x-amz-server-side-encryption-customer-algorithm": "AES256",
        "x-amz-server-side-encryption-customer-key": own.toString("base64"),
        "x-amz-server-side-encryption-customer-key-MD5": SSECustomerKeyMD5,
      },
    });
    const prefix = "x-amz-server-side-encryption-customer";
    expect(customer.headers.get(`${prefix}-algorithm`)).toBe("AES256");
    expect(customer.headers.get(`${prefix}-key-md5`)).toBe(SSECustomerKeyMD5);
    await s3.deleteBucketLifecycle({ Bucket: "forms" });
  });

  test.each([
    ["200", 200],
    ["201", 201],
    ["204", 204],
    ["404", 204],
  ])("success_action_status %s: %d", async (wanted, status) => {
    const answer = await post({ Fields: { success_action_status: wanted } });
    expect(answer.status).toBe(status);
    if (status !== 201) return expect(answer.body).toBe("");
    expect(answer.headers.get("content-type")).toBe("application/xml");
    expect(answer.body).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse><Location>${sim.url}/forms/key</Location><Bucket>forms</Bucket><Key>key</Key><ETag>&#x22;9a0364b9e99bb480dd25e1f0284c8555&#x22;</ETag></PostResponse>`,
    );
  });

  test.each(["success_action_redirect", "redirect"])("%s: 303", async (field) => {
    const answer = await post({ Key: "a b", Fields: { [field]: "http://localhost/done?x=1" } });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(
      "http://localhost/done?x=1&bucket=forms&key=a%20b&etag=%229a0364b9e99bb480dd25e1f0284c8555%22",
    );
  });

  test("UTF-8 in fields comes back as the same bytes, and metadata as it was meant", async () => {
    const Fields = {
      "Cache-Control": "köl",
      "Content-Disposition": 'attachment; filename="Grüße €.txt"',
      "x-amz-meta-name": "Grüße 100%",
      "x-amz-meta-word": "=?UTF-8?Q?caf=C3=A9?=",
    };
    expect((await post({ Key: "utf-8", Fields })).status).toBe(204);
    const signed = await getSignedUrl(s3, new HeadObjectCommand({ Bucket: "forms", Key: "utf-8" }));
    const { headers } = await fetch(signed, { method: "HEAD" });
    const bytes = (name: string) => Buffer.from(headers.get(name) ?? "", "latin1").toString("utf8");
    expect([bytes("cache-control"), bytes("content-disposition")]).toEqual([
      Fields["Cache-Control"],
      Fields["Content-Disposition"],
    ]);
    expect([headers.get("x-amz-meta-name"), headers.get("x-amz-meta-word")]).toEqual([
      "=?UTF-8?Q?Gr=C3=BC=C3=9Fe_100%?=",
      "=?UTF-8?Q?caf=C3=A9?=",
    ]);
    expect(sim.s3.object("forms", "utf-8")?.metadata).toEqual({
      name: "Grüße 100%",
      word: "=?UTF-8?Q?caf=C3=A9?=",
    });
  });

  test("a redirect to no URL is ignored", async () => {
    expect((await post({ Fields: { success_action_redirect: "nowhere" } })).status).toBe(204);
  });

  test.each([
    ["Content-Type", "a\r\nSet-Cookie: b"],
    ["Cache-Control", "a\u0001b"],
    ["x-amz-meta-a b", "c"],
    ["x-amz-meta-é", "c"],
  ])("the field %j that is not a header is rejected: %j", async (field, value) => {
    const body = formOf({ key: "headers", [field]: value });
    const response = await fetch(`${lenient.url}/forms`, { method: "POST", body });
    expect(errorOf({ status: response.status, body: await response.text() })).toMatchObject({
      status: 400,
      Code: "InvalidArgument",
    });
    expect(lenient.s3.object("forms", "headers")).toBeUndefined();
  });

  test("an empty key is none", async () => {
    const response = await fetch(`${lenient.url}/forms`, { method: "POST", body: formOf({ key: "" }) });
    expect(errorOf({ status: response.status, body: await response.text() })).toEqual({
      status: 400,
      Code: "InvalidArgument",
      Message: "User key must have a length greater than 0.",
      ArgumentName: "key",
      ArgumentValue: "",
    });
  });

  test("the name of the file in the key", async () => {
    const { url, fields } = await presigned({ Key: "up/$" + "{filename}" });
    const named = await fetch(url, { method: "POST", body: formOf(fields, "x", "C:\\pictures\\a b.png") });
    expect(named.status).toBe(204);
    expect(sim.s3.text("forms", "up/a b.png")).toBe("x");
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("file", "only text");
    form.append("after", "is ignored");
    expect((await fetch(url, { method: "POST", body: form })).status).toBe(204);
    expect(sim.s3.text("forms", "up/$" + "{filename}")).toBe("only text");
  });

  test("a large file is streamed, and may look like a form", async () => {
    const file = new Blob(["\r\n--boundary\r\n".repeat(100), "x".repeat(3_000_000), "\r\n-"]);
    expect((await post({}, {}, file)).status).toBe(204);
    expect(sim.s3.text("forms", "key")).toBe(await file.text());
  });

  test("an empty file", async () => {
    expect((await post({}, {}, new Blob([]))).status).toBe(204);
    expect(sim.s3.text("forms", "key")).toBe("");
  });

  test.each([
    ["forms.localhost", "/", "http://forms.localhost/virtual"],
    ["localhost:4566", "/forms", "http://forms.localhost:4566/virtual"],
    ["s3.us-east-1.amazonaws.com", "/forms", "http://forms.s3.us-east-1.amazonaws.com/virtual"],
    ["127.0.0.1:4566", "/forms", "http://127.0.0.1:4566/forms/virtual"],
    ["[::1]:4566", "/forms", "http://[::1]:4566/forms/virtual"],
  ])("at %s%s: the location is %s", async (host, path, location) => {
    const body =
      '--b\r\nContent-Disposition: form-data; name="key"\r\n\r\nvirtual\r\n--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nx\r\n--b--\r\n';
    const headers = { Host: host, "Content-Type": "multipart/form-data; boundary=b" };
    const answer = await send(lenient.url, `POST ${path}`, headers, body);
    expect([answer.status, answer.headers.location]).toEqual([204, location]);
    expect(lenient.s3.text("forms", "virtual")).toBe("x");
  });
});

describe("unsigned", () => {
  test("AccessDenied where signatures are verified", async () => {
    const response = await fetch(`${sim.url}/forms`, { method: "POST", body: formOf({ key: "key" }) });
    expect(errorOf({ status: response.status, body: await response.text() })).toEqual({
      status: 403,
      Code: "AccessDenied",
      Message: "Access Denied",
    });
  });

  test("the default account's where they are not", async () => {
    const response = await fetch(`${lenient.url}/forms`, { method: "POST", body: formOf({ key: "free" }) });
    expect(response.status).toBe(204);
    expect(lenient.s3.text("forms", "free")).toBe("content");
  });
});

describe("the policy", () => {
  test("has expired", async () => {
    const { url, fields } = await presigned({ Expires: 60 });
    await sim.clock.advance("2m");
    const response = await fetch(url, { method: "POST", body: formOf(fields) });
    expect(errorOf({ status: response.status, body: await response.text() })).toEqual({
      status: 403,
      Code: "AccessDenied",
      Message: "Invalid according to Policy: Policy expired.",
    });
  });

  const failed = (condition: string) => ({
    status: 403,
    Code: "AccessDenied",
    Message: quoted(`Invalid according to Policy: Policy Condition failed: ${condition}`),
  });

  // What the SDK signs expires by real time: the clock is ahead by the two minutes above.
  const Expires = 3600;

  test("requires another value", async () => {
    const options = { Expires, Fields: { success_action_redirect: "http://x" } };
    expect(await error(options, { success_action_redirect: "http://y" })).toEqual(
      failed('["eq", "$success_action_redirect", "http://x"]'),
    );
    expect(await error({ Expires }, { key: "another" })).toEqual(failed('["eq", "$key", "key"]'));
    expect(await error({ Expires, Conditions: [["starts-with", "$Content-Type", "image/"]] })).toEqual(
      failed('["starts-with", "$Content-Type", "image/"]'),
    );
    expect(await error({ Expires, Conditions: [["eq", "acl", "private"]] }, { acl: "private" })).toEqual(
      failed('["eq", "acl", "private"]'),
    );
    expect(await error({ Expires, Conditions: [{ bucket: "elsewhere" }] })).toEqual(
      failed('["eq", "$bucket", "elsewhere"]'),
    );
  });

  test("does not know a field", async () => {
    expect(await error({ Expires }, { "X-Amz-Meta-Extra": "1" })).toEqual({
      status: 403,
      Code: "AccessDenied",
      Message: "Invalid according to Policy: Extra input fields: x-amz-meta-extra",
    });
    expect((await post({ Expires }, { "x-ignore-me": "1" })).status).toBe(204);
  });

  test("limits the size", async () => {
    await s3.putObject({ Bucket: "forms", Key: "key", Body: "old" });
    const Conditions: PresignedPostOptions["Conditions"] = [["content-length-range", 3, 5]];
    expect(await error({ Expires, Conditions }, {}, "123456")).toEqual({
      status: 400,
      Code: "EntityTooLarge",
      Message: "Your proposed upload exceeds the maximum allowed size",
      ProposedSize: "6",
      MaxSizeAllowed: "5",
    });
    expect(await error({ Expires, Conditions }, {}, "12")).toEqual({
      status: 400,
      Code: "EntityTooSmall",
      Message: "Your proposed upload is smaller than the minimum allowed size",
      ProposedSize: "2",
      MinSizeAllowed: "3",
    });
    expect(sim.s3.text("forms", "key")).toBe("old");
    expect((await post({ Expires, Conditions }, {}, "12345")).status).toBe(204);
  });

  test("limits the size by all of its ranges", async () => {
    const ranges = (...bounds: [number, number][]): PresignedPostOptions["Conditions"] =>
      bounds.map(([min, max]) => ["content-length-range", min, max]);
    for (const bounds of [ranges([0, 100], [3, 5]), ranges([3, 5], [0, 100]), ranges([3, 100], [0, 5])]) {
      const Conditions = bounds ?? [];
      expect(await error({ Expires, Conditions }, {}, "123456")).toMatchObject({
        Code: "EntityTooLarge",
        MaxSizeAllowed: "5",
      });
      expect(await error({ Expires, Conditions }, {}, "12")).toMatchObject({
        Code: "EntityTooSmall",
        MinSizeAllowed: "3",
      });
      expect((await post({ Expires, Conditions }, {}, "1234")).status).toBe(204);
    }
  });

  test.each([["1e3"], ["0x10"], [""], [" 5"], [null], [1.5]])(
    "has a size that is not a number: %j",
    async (max) => {
      const policy = {
        expiration: "2999-01-01T00:00:00Z",
        conditions: [["content-length-range", 0, max], { key: "key" }],
      };
      const { fields } = await presigned();
      const form = formOf({ ...fields, Policy: Buffer.from(JSON.stringify(policy)).toString("base64") });
      const response = await fetch(`${lenient.url}/forms`, { method: "POST", body: form });
      expect(errorOf({ status: response.status, body: await response.text() })).toEqual(
        failed(`["content-length-range", 0, ${JSON.stringify(max)}]`),
      );
    },
  );

  test("expires where signatures are not verified, too", async () => {
    await using unverified = await createAwsSim({ clock: "frozen" });
    const client = new S3(unverified.clientConfig());
    await client.createBucket({ Bucket: "forms" });
    const { url, fields } = await createPresignedPost(client, { Bucket: "forms", Key: "key", Expires: 60 });
    expect((await fetch(url, { method: "POST", body: formOf(fields) })).status).toBe(204);
    await unverified.clock.advance("2m");
    const response = await fetch(url, { method: "POST", body: formOf(fields) });
    expect(errorOf({ status: response.status, body: await response.text() })).toMatchObject({
      status: 403,
      Message: "Invalid according to Policy: Policy expired.",
    });
  });

  test("was changed: SignatureDoesNotMatch, whose string to sign is the policy", async () => {
    const policy = Buffer.from("{}").toString("base64");
    expect(await error({ Expires }, { Policy: policy })).toMatchObject({
      status: 403,
      Code: "SignatureDoesNotMatch",
      StringToSign: policy,
    });
  });

  test.each([
    ["not json", "Invalid Policy: Invalid JSON."],
    ['{"conditions":[]}', "Invalid Policy: Policy missing expiration."],
    ['{"expiration":"2999-01-01T00:00:00Z"}', "Invalid Policy: Policy missing conditions."],
    ['{"expiration":"soon","conditions":[]}', "Invalid Policy: Invalid 'expiration' value: 'soon'"],
    [
      '{"expiration":"2999-01-01T00:00:00Z","conditions":[{"a":1,"b":2}]}',
      "Invalid Policy: Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.",
    ],
  ])("is none: %s", async (text, Message) => {
    const { fields } = await presigned();
    const form = formOf({ ...fields, Policy: Buffer.from(text).toString("base64") });
    const response = await fetch(`${lenient.url}/forms`, { method: "POST", body: form });
    expect(errorOf({ status: response.status, body: await response.text() })).toEqual({
      status: 400,
      Code: "InvalidPolicyDocument",
      Message,
    });
  });
});

test("a policy with a signature of version 2, as boto3 makes it", async () => {
  const expiration = new Date(sim.clock.now() + 60_000).toISOString();
  const conditions = [{ bucket: "forms" }, { key: "key" }];
  const policy = Buffer.from(JSON.stringify({ expiration, conditions })).toString("base64");
  const signature = createHmac("sha1", KEY.secretAccessKey).update(policy).digest("base64");
  const send = async (fields: Fields) => {
    const response = await fetch(`${sim.url}/forms`, { method: "POST", body: formOf(fields, "v2") });
    return { status: response.status, body: await response.text() };
  };
  const fields = { key: "key", AWSAccessKeyId: KEY.accessKeyId, policy };
  expect((await send({ ...fields, signature })).status).toBe(204);
  expect(sim.s3.text("forms", "key")).toBe("v2");
  expect(errorOf(await send({ ...fields, signature: "wrong" }))).toMatchObject({
    Code: "SignatureDoesNotMatch",
    StringToSign: policy,
  });
  expect(errorOf(await send(fields))).toMatchObject({ Code: "InvalidArgument", ArgumentName: "Signature" });
});

describe("what is missing", () => {
  const missing = (name: string) => ({
    status: 400,
    Code: "InvalidArgument",
    Message: `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`,
    ArgumentName: name,
    ArgumentValue: "",
  });

  test.each([
    ["key", "key"],
    ["Policy", "policy"],
    ["X-Amz-Algorithm", "X-Amz-Algorithm"],
    ["X-Amz-Credential", "X-Amz-Credential"],
    ["X-Amz-Date", "X-Amz-Date"],
    ["X-Amz-Signature", "X-Amz-Signature"],
  ])("%s", async (field, name) => {
    expect(await error({}, { [field]: undefined })).toEqual(missing(name));
  });

  test("all fields of a signature: AccessDenied", async () => {
    const names = ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Signature"];
    const changes = Object.fromEntries(names.map((name) => [name, undefined]));
    const denied = { status: 403, Code: "AccessDenied", Message: "Access Denied" };
    expect(await error({}, changes)).toEqual(denied);
    const policy = Buffer.from('{"expiration":"2999-01-01T00:00:00Z","conditions":[]}').toString("base64");
    const body = formOf({ key: "key", policy });
    const response = await fetch(`${lenient.url}/forms`, { method: "POST", body });
    expect(errorOf({ status: response.status, body: await response.text() })).toEqual(denied);
  });

  test("the file", async () => {
    const form = new FormData();
    form.append("key", "key");
    const response = await fetch(`${sim.url}/forms`, { method: "POST", body: form });
    expect(errorOf({ status: response.status, body: await response.text() })).toEqual({
      status: 400,
      Code: "InvalidArgument",
      Message: "POST requires exactly one file upload per request.",
      ArgumentName: "file",
      ArgumentValue: "0",
    });
  });
});

describe("bodies that are not forms", () => {
  const multipart = { "Content-Type": "multipart/form-data; boundary=b" };
  const field = (name: string, value: string) =>
    `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

  test.each<[string, Record<string, string>, string, string]>([
    ["no boundary", { "Content-Type": "multipart/form-data" }, field("key", "k"), "MalformedPOSTRequest"],
    ["nothing", multipart, "", "MalformedPOSTRequest"],
    ["another boundary", multipart, "--c\r\n\r\n", "MalformedPOSTRequest"],
    [
      "no end",
      multipart,
      `${field("key", "k")}--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nx`,
      "MalformedPOSTRequest",
    ],
    ["a part without a name", multipart, "--b\r\nX: y\r\n\r\nv\r\n--b--", "MalformedPOSTRequest"],
    ["too large fields", multipart, field("x-ignore-me", "x".repeat(40_000)), "MaxPostPreDataLengthExceeded"],
  ])("%s", async (_, headers, body, Code) => {
    expect(errorOf(await send(lenient.url, "POST /forms", headers, body))).toMatchObject({
      status: 400,
      Code,
    });
    expect(lenient.s3.text("forms", "k")).toBeUndefined();
  });

  test.each(["application/json", "text/plain", ""])("content type %j: 412", async (type) => {
    expect(errorOf(await send(lenient.url, "POST /forms", { "Content-Type": type }, "{}"))).toEqual({
      status: 412,
      Code: "PreconditionFailed",
      Message: "At least one of the pre-conditions you specified did not hold",
      Condition: "Bucket POST must be of the enclosure-type multipart/form-data",
    });
  });
});

test("a fault of PutObject applies to the upload, and nothing is stored", async () => {
  const fault = sim.faults.add({ service: "s3", operation: "PutObject", error: "SlowDown", times: 1 });
  expect(await error({ Key: "slow" })).toEqual({
    status: 503,
    Code: "SlowDown",
    Message: "SlowDown, by a fault that the test added.",
  });
  expect(fault.hits).toBe(1);
  expect(sim.requests.last()).toMatchObject({ operation: "PostObject", status: 503 });
  await expect(s3.send(new HeadObjectCommand({ Bucket: "forms", Key: "slow" }))).rejects.toMatchObject({
    name: "NotFound",
  });
});
