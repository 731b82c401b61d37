import type {
  Grant,
  ObjectCannedACL,
  ObjectOwnership,
  Permission,
  PutBucketAclCommandInput,
} from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { s3World } from "./s3-world.js";
import { refusal } from "./support/refusal.js";

const world = s3World();
const Bucket = "acls";
const ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers";
const AUTHENTICATED = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";
const LOG_DELIVERY = "http://acs.amazonaws.com/groups/s3/LogDelivery";
const SOMEBODY = "ab".repeat(32);

const group = (URI: string, Permission: Permission): Grant => ({
  Grantee: { Type: "Group", URI },
  Permission,
});
const user = (ID: string, Permission: Permission): Grant => ({
  Grantee: { Type: "CanonicalUser", ID },
  Permission,
});

/** A bucket that takes ACLs, public ones too. @returns the canonical id of its owner */
async function open(): Promise<string> {
  const { s3 } = world;
  await s3.createBucket({ Bucket, ObjectOwnership: "ObjectWriter" });
  await s3.deletePublicAccessBlock({ Bucket });
  return owner();
}

async function owner(): Promise<string> {
  return (await world.s3.listBuckets()).Owner?.ID ?? "";
}

async function grantsOf(): Promise<unknown> {
  return (await world.s3.getBucketAcl({ Bucket })).Grants;
}

function set(acl: Omit<PutBucketAclCommandInput, "Bucket">) {
  return world.s3.putBucketAcl({ Bucket, ...acl });
}

test("H13: new buckets and objects are their owner's alone", async () => {
  const { s3 } = world;
  await s3.createBucket({ Bucket });
  await world.put(Bucket, "k");
  const ID = await owner();
  const alone = { Owner: { ID }, Grants: [user(ID, "FULL_CONTROL")] };
  expect(await body(s3.getBucketAcl({ Bucket }))).toEqual(alone);
  expect(await body(s3.getObjectAcl({ Bucket, Key: "k" }))).toEqual(alone);
  const { text } = await world.fetch(`/${Bucket}?acl`);
  expect(text).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
      `<AccessControlPolicy xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Owner><ID>${ID}</ID></Owner>` +
      '<AccessControlList><Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ' +
      `xsi:type="CanonicalUser"><ID>${ID}</ID></Grantee><Permission>FULL_CONTROL</Permission></Grant>` +
      "</AccessControlList></AccessControlPolicy>",
  );
});

test.each([
  ["private", []],
  ["public-read", [group(ALL_USERS, "READ")]],
  ["public-read-write", [group(ALL_USERS, "READ"), group(ALL_USERS, "WRITE")]],
  ["authenticated-read", [group(AUTHENTICATED, "READ")]],
  ["log-delivery-write", [group(LOG_DELIVERY, "WRITE"), group(LOG_DELIVERY, "READ_ACP")]],
])("H13: the canned ACL %s of a bucket", async (ACL, others) => {
  const ID = await open();
  await set({ ACL: ACL as "private" });
  expect(await grantsOf()).toEqual([user(ID, "FULL_CONTROL"), ...others]);
});

test("H13: grants in headers replace everything", async () => {
  await open();
  await set({
    GrantRead: `uri="${ALL_USERS}", id=${SOMEBODY}`,
    GrantFullControl: `id="${SOMEBODY}"`,
  });
  expect(await grantsOf()).toEqual([
    user(SOMEBODY, "FULL_CONTROL"),
    group(ALL_USERS, "READ"),
    user(SOMEBODY, "READ"),
  ]);
});

test("H13: an ACL comes as XML", async () => {
  const ID = await open();
  const Grants = [user(ID, "WRITE_ACP"), group(LOG_DELIVERY, "WRITE")];
  await set({ AccessControlPolicy: { Owner: { ID }, Grants } });
  expect(await grantsOf()).toEqual(Grants);
});

test.each([
  [{ ACL: "secret" }, { code: "InvalidArgument", ArgumentName: "x-amz-acl", ArgumentValue: "secret" }],
  [
    { GrantRead: 'uri="http://x"' },
    { code: "InvalidArgument", message: "Invalid group uri", ArgumentName: "uri", ArgumentValue: "http://x" },
  ],
  [
    { GrantWrite: 'fakekey="1234"' },
    {
      code: "InvalidArgument",
      message: "Argument format not recognized",
      ArgumentName: "x-amz-grant-write",
      ArgumentValue: 'fakekey="1234"',
    },
  ],
  [
    { GrantWrite: 'id="1234"' },
    { code: "InvalidArgument", message: "Invalid id", ArgumentName: "id", ArgumentValue: "1234" },
  ],
  [{ GrantRead: 'emailAddress="a@b.c"' }, { status: 405, code: "MethodNotAllowed" }],
  [
    {},
    {
      code: "MissingSecurityHeader",
      message: "Your request was missing a required header",
      MissingHeaderName: "x-amz-acl",
    },
  ],
  [
    { ACL: "private", GrantRead: `id="${SOMEBODY}"` },
    {
      code: "InvalidRequest",
      message: "Specifying both Canned ACLs and Header Grants is not allowed",
    },
  ],
  [{ AccessControlPolicy: { Grants: [] } }, { code: "MalformedACLError" }],
  [{ ACL: "private", AccessControlPolicy: { Grants: [] } }, { code: "UnexpectedContent" }],
])("H13: an ACL that S3 rejects: %j", async (acl, expected) => {
  await open();
  expect(await refusal(set(acl as PutBucketAclCommandInput))).toMatchObject({ status: 400, ...expected });
});

test.each([
  [{ Grantee: { Type: "Group", URI: "http://x" }, Permission: "READ" }, "InvalidArgument", "Group/URI"],
  [
    { Grantee: { Type: "CanonicalUser", ID: "x" }, Permission: "READ" },
    "InvalidArgument",
    "CanonicalUser/ID",
  ],
  [{ Grantee: { Type: "CanonicalUser", ID: SOMEBODY }, Permission: "LOOK" }, "MalformedACLError", undefined],
  [{ Grantee: { Type: "Somebody", ID: SOMEBODY }, Permission: "READ" }, "MalformedACLError", undefined],
  [{ Grantee: { Type: "CanonicalUser", ID: SOMEBODY } }, "MalformedACLError", undefined],
  [{ Permission: "READ" }, "MalformedACLError", undefined],
])("H13: a grant in XML that S3 rejects: %j", async (grant, code, ArgumentName) => {
  const ID = await open();
  const AccessControlPolicy = { Owner: { ID }, Grants: [grant as Grant] };
  const refused = await refusal(set({ AccessControlPolicy }));
  expect(refused).toMatchObject({ status: 400, code, ...(ArgumentName && { ArgumentName }) });
});

test("H13: an object's ACL comes with it, or later", async () => {
  const { s3 } = world;
  const ID = await open();
  const object = { Bucket, Key: "k" };
  await s3.putObject({ ...object, Body: "x", ACL: "public-read" });
  const grantsOfObject = async () => (await s3.getObjectAcl(object)).Grants;
  expect(await grantsOfObject()).toEqual([user(ID, "FULL_CONTROL"), group(ALL_USERS, "READ")]);
  await s3.putObjectAcl({ ...object, ACL: "bucket-owner-full-control" });
  expect(await grantsOfObject()).toEqual([user(ID, "FULL_CONTROL")]);
  expect(await refusal(s3.putObjectAcl({ ...object, ACL: "x" as ObjectCannedACL }))).toMatchObject({
    code: "InvalidArgument",
    ArgumentName: "x-amz-acl",
  });
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: "Enabled" } });
  await s3.deleteObject(object);
  expect(await refusal(s3.putObjectAcl({ ...object, ACL: "private" }))).toMatchObject({
    status: 405,
    code: "MethodNotAllowed",
    ResourceType: "DeleteMarker",
  });
  expect(await refusal(s3.getObjectAcl(object))).toMatchObject({ status: 404, code: "NoSuchKey" });
});

test("H14: ACLs are disabled with BucketOwnerEnforced", async () => {
  const { s3 } = world;
  await s3.createBucket({ Bucket });
  await world.put(Bucket, "k");
  const disabled = {
    status: 400,
    code: "AccessControlListNotSupported",
    message: "The bucket does not allow ACLs",
  };
  expect(await refusal(set({ ACL: "private" }))).toEqual(disabled);
  expect(await refusal(set({ GrantRead: `id="${SOMEBODY}"` }))).toEqual(disabled);
  expect(await refusal(s3.putObject({ Bucket, Key: "k", Body: "x", ACL: "public-read" }))).toEqual(disabled);
  expect(await refusal(s3.putObjectAcl({ Bucket, Key: "k", ACL: "public-read" }))).toEqual(disabled);
  await s3.putObject({ Bucket, Key: "k", Body: "x", ACL: "bucket-owner-full-control" });
  await set({ GrantFullControl: `id="${await owner()}"` });
});

test("H14: public ACLs are blocked, in new buckets and where they are to be", async () => {
  const { s3 } = world;
  const create = (ObjectOwnership: ObjectOwnership) =>
    refusal(s3.createBucket({ Bucket, ACL: "public-read", ObjectOwnership }));
  expect(await create("BucketOwnerEnforced")).toEqual({
    status: 400,
    code: "InvalidBucketAclWithObjectOwnership",
    message: "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
    BucketName: Bucket,
  });
  expect(await create("ObjectWriter")).toEqual({
    status: 400,
    code: "InvalidBucketAclWithBlockPublicAccessError",
    message: "Bucket cannot have public ACLs set with BlockPublicAccess enabled",
    BucketName: Bucket,
  });
  await s3.createBucket({ Bucket, ObjectOwnership: "ObjectWriter" });
  expect(await refusal(set({ ACL: "authenticated-read" }))).toEqual({
    status: 403,
    code: "AccessDenied",
    message: expect.stringMatching(
      /^User: arn:aws:\S+ is not authorized to perform: s3:PutBucketAcl on resource: "arn:aws:s3:::acls" because public access control lists \(ACLs\) are blocked by the BlockPublicAcls block public access setting$/,
    ),
  });
  expect(await refusal(s3.putObject({ Bucket, Key: "k", Body: "x", ACL: "public-read" }))).toMatchObject({
    status: 403,
    code: "AccessDenied",
  });
  await set({ GrantRead: `id="${SOMEBODY}"` });
});

test("H14: Block Public Access is all on in new buckets, and is put, read and deleted", async () => {
  const { s3 } = world;
  await s3.createBucket({ Bucket });
  const blocked = async () => (await s3.getPublicAccessBlock({ Bucket })).PublicAccessBlockConfiguration;
  const all = (on: boolean) => ({
    BlockPublicAcls: on,
    IgnorePublicAcls: on,
    BlockPublicPolicy: on,
    RestrictPublicBuckets: on,
  });
  expect(await blocked()).toEqual(all(true));
  await s3.putPublicAccessBlock({
    Bucket,
    PublicAccessBlockConfiguration: { IgnorePublicAcls: true, BlockPublicPolicy: false },
  });
  expect(await blocked()).toEqual({ ...all(false), IgnorePublicAcls: true });
  expect(
    await refusal(s3.putPublicAccessBlock({ Bucket, PublicAccessBlockConfiguration: {} })),
  ).toMatchObject({ code: "InvalidRequest", message: "Must specify at least one configuration." });
  for (let i = 0; i < 2; i++) await s3.deletePublicAccessBlock({ Bucket });
  expect(await refusal(blocked())).toEqual({
    status: 404,
    code: "NoSuchPublicAccessBlockConfiguration",
    message: "The public access block configuration was not found",
    BucketName: Bucket,
  });
});

test("H14: ownership controls are put, read and deleted", async () => {
  const { s3 } = world;
  await open();
  const ownership = async () => (await s3.getBucketOwnershipControls({ Bucket })).OwnershipControls?.Rules;
  const own = (...Rules: ObjectOwnership[]) =>
    s3.putBucketOwnershipControls({
      Bucket,
      OwnershipControls: { Rules: Rules.map((ObjectOwnership) => ({ ObjectOwnership })) },
    });
  expect(await ownership()).toEqual([{ ObjectOwnership: "ObjectWriter" }]);
  await own("BucketOwnerPreferred");
  expect(await ownership()).toEqual([{ ObjectOwnership: "BucketOwnerPreferred" }]);
  for (const rules of [[], ["ObjectWriter", "ObjectWriter"], ["Nobody"]] as ObjectOwnership[][]) {
    expect(await refusal(own(...rules))).toMatchObject({ status: 400, code: "MalformedXML" });
  }
  await set({ ACL: "public-read" });
  expect(await refusal(own("BucketOwnerEnforced"))).toEqual({
    status: 400,
    code: "InvalidBucketAclWithObjectOwnership",
    message: "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
    BucketName: Bucket,
  });
  for (let i = 0; i < 2; i++) await s3.deleteBucketOwnershipControls({ Bucket });
  expect(await refusal(ownership())).toEqual({
    status: 404,
    code: "OwnershipControlsNotFoundError",
    message: "The bucket ownership controls were not found",
    BucketName: Bucket,
  });
  const bad = s3.createBucket({ Bucket: "other", ObjectOwnership: "Nobody" as ObjectOwnership });
  expect(await refusal(bad)).toEqual({
    status: 400,
    code: "InvalidArgument",
    message: "Invalid x-amz-object-ownership header: Nobody",
    ArgumentName: "x-amz-object-ownership",
  });
});
