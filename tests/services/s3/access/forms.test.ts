import { IAM } from "@aws-sdk/client-iam";
import { S3 } from "@aws-sdk/client-s3";
import { STS } from "@aws-sdk/client-sts";
import { createPresignedPost, type PresignedPostOptions } from "@aws-sdk/s3-presigned-post";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../../../../lib/index.js";
import { document, type Statement } from "./statements.js";

const OTHER = "210987654321";
const USER = "arn:aws:iam::123456789012:user/ann";
const sim = await createAwsSim({ authorization: "enforce" });
afterAll(() => sim.close());

let owner: S3;
let ann: S3;

const client = (options: Parameters<AwsSim["clientConfig"]>[0]) =>
  new S3({ ...sim.clientConfig(options), maxAttempts: 1 });

beforeEach(async () => {
  sim.reset();
  owner = client({});
  await new IAM(sim.clientConfig()).createUser({ UserName: "ann" });
  ann = client({ user: "ann" });
  await owner.createBucket({ Bucket: "docs" });
});

const give = (...statements: readonly Statement[]) =>
  new IAM(sim.clientConfig()).putUserPolicy({
    UserName: "ann",
    PolicyName: "p",
    PolicyDocument: document("*", statements),
  });

const putPolicy = (...statements: readonly Statement[]) =>
  owner.putBucketPolicy({
    Bucket: "docs",
    Policy: document(
      "arn:aws:s3:::docs/*",
      statements.map((one) => ({ Principal: "*", ...one })),
    ),
  });

const open = (Bucket = "docs") => owner.deletePublicAccessBlock({ Bucket });

const withAcls = (ObjectOwnership: "ObjectWriter" | "BucketOwnerPreferred" = "ObjectWriter") =>
  owner.putBucketOwnershipControls({
    Bucket: "docs",
    OwnershipControls: { Rules: [{ ObjectOwnership }] },
  });

/** Posts fields and a file as a browser does: the status, and the message of an error. */
async function post(fields: Readonly<Record<string, string>>, headers: Record<string, string> = {}) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append("file", new Blob(["content"]), "file.txt");
  const response = await fetch(`${sim.url}/docs`, { method: "POST", body, headers });
  const [, message = ""] = /<Message>(.*)<\/Message>/.exec(await response.text()) ?? [];
  return `${response.status} ${message.replaceAll("&quot;", '"')}`.trim();
}

/** Posts a form that a client signed. */
async function postSigned(signer: S3, options: Partial<PresignedPostOptions> = {}) {
  const { fields } = await createPresignedPost(signer, { Bucket: "docs", Key: "up/key", ...options });
  return post(fields);
}

const lacks = (action: string) =>
  `403 User: ${USER} is not authorized to perform: ${action} on resource: "arn:aws:s3:::docs/up/key" because no identity-based policy allows the ${action} action`;
const DENIED = "403 Access Denied";

describe("a signed form (H12, P04)", () => {
  test("has the permissions that its signer has when it is sent", async () => {
    const { fields } = await createPresignedPost(ann, { Bucket: "docs", Key: "up/key" });
    expect(await post(fields)).toBe(lacks("s3:PutObject"));
    await give({ Action: "s3:PutObject", Resource: "arn:aws:s3:::docs/other/*" });
    expect(await post(fields)).toBe(lacks("s3:PutObject"));
    await give({ Action: "s3:PutObject", Resource: "arn:aws:s3:::docs/up/*" });
    expect(await post(fields)).toBe("204");
    expect(sim.requests.last({ operation: "PostObject" })?.authorization).toMatchObject({
      decision: "allowed",
      action: "s3:PutObject",
      resource: "arn:aws:s3:::docs/up/key",
      principal: USER,
    });
  });

  test("is decided by the key that the file's name completes", async () => {
    const name = "$" + "{filename}";
    await give({ Action: "s3:PutObject", Resource: "arn:aws:s3:::docs/up/file.txt" });
    expect(await postSigned(ann, { Key: `up/${name}` })).toBe("204");
    expect(await postSigned(ann, { Key: `down/${name}` })).toContain("arn:aws:s3:::docs/down/file.txt");
  });

  test("of a session has the permissions of the session", async () => {
    await give({ Action: ["s3:PutObject", "sts:GetFederationToken"] });
    const { Credentials } = await new STS(sim.clientConfig({ user: "ann" })).getFederationToken({
      Name: "guest",
      Policy: document("arn:aws:s3:::docs/up/*", [{ Action: "s3:PutObject" }]),
    });
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
    const guest = new S3({
      ...sim.clientConfig(),
      credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
    });
    expect(await postSigned(guest)).toBe("204");
    expect(await postSigned(guest, { Key: "down/key" })).toMatch(/^403 .*federated-user\/guest/);
  });

  test("of another account needs the bucket's policy as well, and the error has no details", async () => {
    const stranger = client({ accountId: OTHER });
    expect(await postSigned(stranger)).toBe(DENIED);
    await putPolicy({ Action: "s3:PutObject", Principal: { AWS: OTHER } });
    expect(await postSigned(stranger)).toBe("204");
  });

  test.each<[string, string, object]>([
    ["an ACL", "s3:PutObjectAcl", { acl: "private" }],
    [
      "tags",
      "s3:PutObjectTagging",
      { tagging: "<Tagging><TagSet><Tag><Key>team</Key><Value>blue</Value></Tag></TagSet></Tagging>" },
    ],
  ])("with %s needs its action too", async (_, action, Fields) => {
    await withAcls();
    await give({ Action: "s3:PutObject" });
    expect(await postSigned(ann, { Fields: { ...Fields } })).toBe(lacks(action));
    await give({ Action: ["s3:PutObject", action] });
    expect(await postSigned(ann, { Fields: { ...Fields } })).toBe("204");
  });

  test.each<[string, string, Readonly<Record<string, string>>]>([
    ["s3:x-amz-acl", "private", { acl: "private" }],
    ["s3:x-amz-storage-class", "STANDARD_IA", { "x-amz-storage-class": "STANDARD_IA" }],
    ["s3:x-amz-server-side-encryption", "AES256", { "X-Amz-Server-Side-Encryption": "AES256" }],
    ["s3:x-amz-website-redirect-location", "/a", { "x-amz-website-redirect-location": "/a" }],
    [
      "s3:RequestObjectTag/team",
      "blue",
      { tagging: "<Tagging><TagSet><Tag><Key>team</Key><Value>blue</Value></Tag></TagSet></Tagging>" },
    ],
  ])("%s is what the form has in a field", async (key, value, Fields) => {
    await withAcls();
    await give(
      { Action: ["s3:PutObject", "s3:PutObjectAcl", "s3:PutObjectTagging"] },
      { Effect: "Deny", Action: "s3:PutObject", Condition: { StringNotEquals: { [key]: value } } },
    );
    expect(await postSigned(ann, { Fields })).toBe("204");
    expect(await postSigned(ann)).toBe(
      `403 User: ${USER} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::docs/up/key" with an explicit deny in an identity-based policy`,
    );
  });

  test("s3:authType is POST, and headers of the request are not fields", async () => {
    await give({ Action: "s3:PutObject", Condition: { StringEquals: { "s3:authType": "POST" } } });
    const { fields } = await createPresignedPost(ann, { Bucket: "docs", Key: "up/key" });
    expect(await post(fields)).toBe("204");
    await expect(ann.putObject({ Bucket: "docs", Key: "up/key", Body: "x" })).rejects.toThrow();
    await give(
      { Action: "s3:PutObject" },
      { Effect: "Deny", Action: "s3:PutObject", Condition: { Null: { "s3:x-amz-storage-class": "true" } } },
    );
    expect(await post(fields, { "x-amz-storage-class": "STANDARD_IA" })).toMatch(/^403 /);
  });

  test("policies of the form and of the bucket both apply", async () => {
    await give({ Action: "s3:PutObject" });
    await putPolicy({
      Effect: "Deny",
      Action: "s3:PutObject",
      Condition: { StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" } },
    });
    const Conditions = [
      ["starts-with", "$x-amz-server-side-encryption", "aws:"] as ["starts-with", string, string],
    ];
    const encrypted = { Fields: { "x-amz-server-side-encryption": "aws:kms" }, Conditions };
    expect(await postSigned(ann, encrypted)).toBe("204");
    expect(await postSigned(ann)).toMatch(/with an explicit deny in a resource-based policy$/);
    const { fields } = await createPresignedPost(ann, { Bucket: "docs", Key: "up/key", ...encrypted });
    expect(await post({ ...fields, "x-amz-server-side-encryption": "AES256" })).toMatch(
      /Policy Condition failed/,
    );
  });

  test("requester pays: the field offers it", async () => {
    await putPolicy({ Action: "s3:PutObject", Principal: { AWS: OTHER } });
    await owner.putBucketRequestPayment({
      Bucket: "docs",
      RequestPaymentConfiguration: { Payer: "Requester" },
    });
    const stranger = client({ accountId: OTHER });
    expect(await postSigned(stranger)).toBe(DENIED);
    expect(await postSigned(stranger, { Fields: { "x-amz-request-payer": "requester" } })).toBe("204");
  });
});

describe("a form without a signature (P04)", () => {
  test("needs a public policy for its key, or a public ACL of the bucket", async () => {
    expect(await post({ key: "up/a" })).toBe(DENIED);
    await open();
    await putPolicy({ Action: "s3:PutObject", Resource: "arn:aws:s3:::docs/up/*" });
    expect(await post({ key: "up/a" })).toBe("204");
    expect(await post({ key: "down/a" })).toBe(DENIED);
    await owner.deleteBucketPolicy({ Bucket: "docs" });
    await withAcls();
    await owner.putBucketAcl({ Bucket: "docs", ACL: "public-read-write" });
    expect(await post({ key: "down/a" })).toBe("204");
    expect(await post({ key: "down/a", acl: "public-read" })).toBe(DENIED);
  });

  test("is decided by its key where signatures are verified and permissions are off", async () => {
    const strict = await createAwsSim({
      verifySignatures: { accessKeyId: "AKIAVALID", secretAccessKey: "s" },
    });
    const s3 = new S3(strict.clientConfig());
    await s3.createBucket({ Bucket: "docs" });
    await s3.deletePublicAccessBlock({ Bucket: "docs" });
    await s3.putBucketPolicy({
      Bucket: "docs",
      Policy: document("arn:aws:s3:::docs/up/*", [{ Action: "s3:PutObject", Principal: "*" }]),
    });
    const send = async (key: string) => {
      const body = new FormData();
      body.append("key", key);
      body.append("file", new Blob(["x"]), "f");
      return (await fetch(`${strict.url}/docs`, { method: "POST", body })).status;
    };
    expect([await send("up/a"), await send("down/a")]).toEqual([204, 403]);
    await strict.close();
  });
});
