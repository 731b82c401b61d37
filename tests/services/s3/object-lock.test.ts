import type { PutObjectCommandInput } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { dayAt, s3World } from "./s3-world.js";
import { refusal } from "./support/refusal.js";

const world = s3World();
const Bucket = "locked";
const LOCKED = {
  status: 403,
  code: "AccessDenied",
  message: "Access Denied because object protected by object lock.",
};
const NO_LOCK = {
  status: 400,
  code: "InvalidRequest",
  message: "Bucket is missing Object Lock Configuration",
};
const NEVER_SET = {
  status: 404,
  code: "NoSuchObjectLockConfiguration",
  message: "The specified object does not have a ObjectLock configuration",
};

function create() {
  return world.s3.createBucket({ Bucket, ObjectLockEnabledForBucket: true });
}

/** Writes a locked object. @returns a reference to its version */
async function write(lock: Partial<PutObjectCommandInput> = {}) {
  const { VersionId } = await world.s3.putObject({ Bucket, Key: "k", Body: "x", ...lock });
  return { Bucket, Key: "k", VersionId };
}

function retained(ObjectLockMode: "GOVERNANCE" | "COMPLIANCE", days: number) {
  return { ObjectLockMode, ObjectLockRetainUntilDate: dayAt(days) };
}

test("H27: a bucket made for Object Lock has versions, for good", async () => {
  const { s3 } = world;
  await create();
  expect(await body(s3.getObjectLockConfiguration({ Bucket }))).toEqual({
    ObjectLockConfiguration: { ObjectLockEnabled: "Enabled" },
  });
  const set = (Status: "Enabled" | "Suspended") =>
    s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status } });
  expect(await refusal(set("Suspended"))).toEqual({
    status: 409,
    code: "InvalidBucketState",
    message:
      "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
  });
  await set("Enabled");
  expect(await body(s3.getBucketVersioning({ Bucket }))).toEqual({ Status: "Enabled" });
});

test("H27: Object Lock is turned on later where versioning is", async () => {
  const { s3 } = world;
  await s3.createBucket({ Bucket });
  expect(await refusal(s3.getObjectLockConfiguration({ Bucket }))).toEqual({
    status: 404,
    code: "ObjectLockConfigurationNotFoundError",
    message: "Object Lock configuration does not exist for this bucket",
    BucketName: Bucket,
  });
  const ObjectLockConfiguration = {
    ObjectLockEnabled: "Enabled",
    Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 2 } },
  } as const;
  expect(await refusal(s3.putObjectLockConfiguration({ Bucket, ObjectLockConfiguration }))).toEqual({
    status: 409,
    code: "InvalidBucketState",
    message: "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
  });
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: "Enabled" } });
  await s3.putObjectLockConfiguration({ Bucket, ObjectLockConfiguration });
  expect(await body(s3.getObjectLockConfiguration({ Bucket }))).toEqual({ ObjectLockConfiguration });
  const ruleless = { ObjectLockEnabled: "Enabled" } as const;
  await s3.putObjectLockConfiguration({ Bucket, ObjectLockConfiguration: ruleless });
  expect(await body(s3.getObjectLockConfiguration({ Bucket }))).toEqual({
    ObjectLockConfiguration: ruleless,
  });
});

test.each([
  ["", "MalformedXML"],
  ["<Rule/>", "MalformedXML"],
  ["<Rule><DefaultRetention/></Rule>", "MalformedXML"],
  ["<Rule><DefaultRetention><Mode>GOVERNANCE</Mode></DefaultRetention></Rule>", "MalformedXML"],
  ["<Rule><DefaultRetention><Days>1</Days></DefaultRetention></Rule>", "MalformedXML"],
  ["<Rule><DefaultRetention><Mode>X</Mode><Days>1</Days></DefaultRetention></Rule>", "MalformedXML"],
  [
    "<Rule><DefaultRetention><Mode>COMPLIANCE</Mode><Days>1</Days><Years>1</Years></DefaultRetention></Rule>",
    "MalformedXML",
  ],
  [
    "<Rule><DefaultRetention><Mode>COMPLIANCE</Mode><Days>0</Days></DefaultRetention></Rule>",
    "InvalidArgument",
  ],
  [
    "<Rule><DefaultRetention><Mode>COMPLIANCE</Mode><Years>101</Years></DefaultRetention></Rule>",
    "InvalidArgument",
  ],
])("H27: a lock configuration that S3 rejects: %s", async (rule, expected) => {
  await create();
  const enabled = rule === "" ? "" : "<ObjectLockEnabled>Enabled</ObjectLockEnabled>";
  const { status, code } = await world.fetch(`/${Bucket}?object-lock`, {
    method: "PUT",
    body: `<ObjectLockConfiguration>${enabled}${rule}</ObjectLockConfiguration>`,
  });
  expect({ status, code }).toEqual({ status: 400, code: expected });
});

test("H27: a new version takes the bucket's retention, or its own", async () => {
  const { s3 } = world;
  await create();
  const rule = (DefaultRetention: object) =>
    s3.putObjectLockConfiguration({
      Bucket,
      ObjectLockConfiguration: { ObjectLockEnabled: "Enabled", Rule: { DefaultRetention } },
    });
  const lockOf = async (version: { Bucket: string; Key: string; VersionId?: string }) => {
    const head = await s3.headObject(version);
    const { ObjectLockMode, ObjectLockRetainUntilDate, ObjectLockLegalHoldStatus } = head;
    return { ObjectLockMode, ObjectLockRetainUntilDate, ObjectLockLegalHoldStatus };
  };
  const before = await write();
  await rule({ Mode: "GOVERNANCE", Days: 3 });
  expect(await lockOf(await write())).toEqual(retained("GOVERNANCE", 3));
  expect(await lockOf(await write(retained("COMPLIANCE", 1)))).toEqual(retained("COMPLIANCE", 1));
  expect(await lockOf(await write({ ObjectLockLegalHoldStatus: "ON" }))).toEqual({
    ...retained("GOVERNANCE", 3),
    ObjectLockLegalHoldStatus: "ON",
  });
  await rule({ Mode: "COMPLIANCE", Years: 2 });
  expect((await lockOf(await write())).ObjectLockRetainUntilDate).toEqual(
    new Date("2028-01-02T03:04:05.000Z"),
  );
  expect(await lockOf(before)).toEqual({});
});

test("H27: a lock in headers that S3 rejects", async () => {
  const { s3 } = world;
  await create();
  const date = "x-amz-object-lock-retain-until-date";
  const both = `${date} and x-amz-object-lock-mode must both be supplied`;
  const argument = (message: string, ArgumentName: string) => ({
    status: 400,
    code: "InvalidArgument",
    message,
    ArgumentName,
  });
  expect(await refusal(write({ ObjectLockMode: "GOVERNANCE" }))).toEqual(argument(both, date));
  expect(await refusal(write({ ObjectLockRetainUntilDate: dayAt(1) }))).toEqual(
    argument(both, "x-amz-object-lock-mode"),
  );
  expect(await refusal(write({ ...retained("GOVERNANCE", 1), ObjectLockMode: "X" as "GOVERNANCE" }))).toEqual(
    {
      ...argument("Unknown wormMode directive.", "x-amz-object-lock-mode"),
      ArgumentValue: "X",
    },
  );
  expect(await refusal(write(retained("GOVERNANCE", 0)))).toEqual({
    ...argument("The retain until date must be in the future!", "RetainUntilDate"),
    ArgumentValue: "Thu Jan 01 19:04:05 PST 2026",
  });
  await s3.createBucket({ Bucket: "unlocked" });
  expect(await refusal(write({ Bucket: "unlocked", ...retained("GOVERNANCE", 1) }))).toEqual(NO_LOCK);
});

test("H27: a retained version is not deleted before its time, and is with a bypass only under GOVERNANCE", async () => {
  const { s3, sim } = world;
  await create();
  const governed = await write(retained("GOVERNANCE", 5));
  const complied = await write(retained("COMPLIANCE", 5));
  for (const version of [governed, complied]) expect(await refusal(s3.deleteObject(version))).toEqual(LOCKED);
  expect((await s3.deleteObject({ Bucket, Key: "k" })).DeleteMarker).toBe(true);
  const bypass = { BypassGovernanceRetention: true };
  expect(await refusal(s3.deleteObject({ ...complied, ...bypass }))).toEqual(LOCKED);
  expect((await s3.deleteObject({ ...governed, ...bypass })).VersionId).toBe(governed.VersionId);
  await sim.clock.advance("5d");
  expect((await s3.deleteObject(complied)).VersionId).toBe(complied.VersionId);
});

test("H27: a legal hold protects until it is off, whatever is bypassed", async () => {
  const { s3 } = world;
  await create();
  const version = await write();
  expect(await refusal(s3.getObjectLegalHold(version))).toEqual(NEVER_SET);
  const hold = (Status: "ON" | "OFF") => s3.putObjectLegalHold({ ...version, LegalHold: { Status } });
  await hold("ON");
  expect(await body(s3.getObjectLegalHold(version))).toEqual({ LegalHold: { Status: "ON" } });
  expect(await refusal(s3.deleteObject({ ...version, BypassGovernanceRetention: true }))).toEqual(LOCKED);
  await hold("OFF");
  expect((await s3.headObject(version)).ObjectLockLegalHoldStatus).toBe("OFF");
  expect(await refusal(s3.putObjectLegalHold({ ...version, LegalHold: {} }))).toMatchObject({
    code: "MalformedXML",
  });
  await s3.deleteObject(version);
});

test("H27: a retention that runs is only made longer", async () => {
  const { s3, sim } = world;
  await create();
  const version = await write(retained("COMPLIANCE", 5));
  const retain = (Mode: "GOVERNANCE" | "COMPLIANCE", days: number) =>
    s3.putObjectRetention({
      ...version,
      Retention: { Mode, RetainUntilDate: dayAt(days) },
      BypassGovernanceRetention: true,
    });
  expect(await refusal(retain("COMPLIANCE", 4))).toEqual(LOCKED);
  expect(await refusal(retain("GOVERNANCE", 6))).toEqual(LOCKED);
  await retain("COMPLIANCE", 6);
  expect(await body(s3.getObjectRetention(version))).toEqual({
    Retention: { Mode: "COMPLIANCE", RetainUntilDate: dayAt(6) },
  });
  await sim.clock.advance("6d");
  await retain("GOVERNANCE", 7);
  expect((await s3.headObject(version)).ObjectLockMode).toBe("GOVERNANCE");
});

test("H27: under GOVERNANCE a retention is made shorter, or taken away, with a bypass", async () => {
  const { s3 } = world;
  await create();
  const version = await write();
  expect(await refusal(s3.getObjectRetention(version))).toEqual(NEVER_SET);
  const retain = (Retention: object, BypassGovernanceRetention?: boolean) =>
    s3.putObjectRetention({ ...version, Retention, BypassGovernanceRetention });
  const until = (days: number) => ({ Mode: "GOVERNANCE", RetainUntilDate: dayAt(days) });
  await retain(until(5));
  for (const less of [until(4), {}, { Mode: "COMPLIANCE", RetainUntilDate: dayAt(6) }]) {
    expect(await refusal(retain(less))).toEqual(LOCKED);
  }
  await retain(until(4), true);
  expect((await s3.getObjectRetention(version)).Retention).toEqual(until(4));
  for (const bad of [{ Mode: "GOVERNANCE" }, { RetainUntilDate: dayAt(9) }, { ...until(9), Mode: "X" }]) {
    expect(await refusal(retain(bad))).toMatchObject({ status: 400, code: "MalformedXML" });
  }
  expect(await refusal(retain(until(-1)))).toMatchObject({
    code: "InvalidArgument",
    ArgumentName: "RetainUntilDate",
  });
  await retain({}, true);
  expect(await refusal(s3.getObjectRetention(version))).toEqual(NEVER_SET);
  await s3.deleteObject(version);
});

test("without Object Lock there are no locks", async () => {
  const { s3 } = world;
  await s3.createBucket({ Bucket });
  await world.put(Bucket, "k");
  const reference = { Bucket, Key: "k" };
  expect(await refusal(s3.getObjectRetention(reference))).toEqual(NO_LOCK);
  expect(await refusal(s3.getObjectLegalHold(reference))).toEqual(NO_LOCK);
  expect(await refusal(s3.putObjectLegalHold({ ...reference, LegalHold: { Status: "ON" } }))).toEqual(
    NO_LOCK,
  );
  expect(await refusal(s3.deleteObject({ ...reference, BypassGovernanceRetention: false }))).toEqual({
    status: 400,
    code: "InvalidArgument",
    message: "x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.",
    ArgumentName: "x-amz-bypass-governance-retention",
  });
});
