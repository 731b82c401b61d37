import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { START, s3World } from "./s3-world.js";
import { refusal } from "./support/refusal.js";

const world = s3World();
const arn = (name: string) => `arn:aws:s3:::${name}`;
const owned = (BucketName: string) => ({
  status: 409,
  code: "BucketAlreadyOwnedByYou",
  message: "Your previous request to create the named bucket succeeded and you already own it.",
  BucketName,
});

test("H01, H02, H10: a bucket is created, found, listed and deleted", async () => {
  const { s3 } = world;
  expect(await body(s3.createBucket({ Bucket: "first" }))).toEqual({
    Location: "/first",
    BucketArn: arn("first"),
  });
  expect(await body(s3.headBucket({ Bucket: "first" }))).toEqual({
    BucketArn: arn("first"),
    BucketRegion: "us-east-1",
    AccessPointAlias: false,
  });
  expect(await body(s3.getBucketLocation({ Bucket: "first" }))).toEqual({});
  const { Buckets, Owner, ...rest } = await body(s3.listBuckets());
  expect(Buckets).toEqual([{ Name: "first", CreationDate: START, BucketArn: arn("first") }]);
  expect(Owner).toEqual({ ID: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(rest).toEqual({});
  const deleted = await s3.deleteBucket({ Bucket: "first" });
  expect(deleted.$metadata.httpStatusCode).toBe(204);
  expect((await s3.listBuckets()).Buckets).toEqual([]);
  expect(await refusal(s3.getBucketLocation({ Bucket: "first" }))).toEqual({
    status: 404,
    code: "NoSuchBucket",
    message: "The specified bucket does not exist",
    BucketName: "first",
  });
});

test.each([
  "ab",
  "UPPER",
  "under_score",
  "-dash",
  "dash-",
  "two..dots",
  "192.168.0.1",
  "a-s3alias",
  "a--ol-s3",
  "ends-in-an",
  "a".repeat(64),
])("H01: a bucket cannot be called %s", async (Bucket) => {
  expect(await refusal(world.s3.createBucket({ Bucket }))).toEqual({
    status: 400,
    code: "InvalidBucketName",
    message: "The specified bucket is not valid.",
    BucketName: Bucket,
  });
});

test("names with reserved prefixes are rejected as such", async () => {
  expect(await refusal(world.s3.createBucket({ Bucket: "xn--a" }))).toEqual({
    status: 400,
    code: "InvalidBucketName",
    message: "The requested bucket name starts with a reserved prefix",
    BucketName: "xn--a",
  });
});

test("an account's own namespace accepts only names with its suffix", async () => {
  const { s3 } = world;
  const Bucket = "mine-123456789012-us-east-1-an";
  const BucketNamespace = "account-regional";
  expect((await s3.createBucket({ Bucket, BucketNamespace })).BucketArn).toBe(arn(Bucket));
  expect(await refusal(s3.createBucket({ Bucket, BucketNamespace }))).toEqual(owned(Bucket));
  expect(await refusal(s3.createBucket({ Bucket: "plain", BucketNamespace }))).toMatchObject({
    code: "InvalidBucketName",
    message: expect.stringContaining("did not include the account-regional namespace suffix"),
  });
});

test("H01: us-east-1 forgives a bucket that is created again, other regions do not", async () => {
  const { s3 } = world;
  await s3.createBucket({ Bucket: "again" });
  await s3.putObject({ Bucket: "again", Key: "kept", Body: "x" });
  expect((await s3.createBucket({ Bucket: "again" })).Location).toBe("/again");
  expect(world.sim.s3.text("again", "kept")).toBe("x");
  const Tags = [{ Key: "a", Value: "b" }];
  const tagged = s3.createBucket({ Bucket: "again", CreateBucketConfiguration: { Tags } });
  expect(await refusal(tagged)).toEqual(owned("again"));
  const west = world.elsewhere({ region: "us-west-2" });
  await west.createBucket({ Bucket: "west" });
  expect(await refusal(west.createBucket({ Bucket: "west" }))).toEqual(owned("west"));
});

test("another account's bucket is not available, and not accessible", async () => {
  await world.s3.createBucket({ Bucket: "taken" });
  const other = world.elsewhere({ accountId: "999988887777" });
  expect(await refusal(other.createBucket({ Bucket: "taken" }))).toMatchObject({
    status: 409,
    code: "BucketAlreadyExists",
    BucketName: "taken",
  });
  expect(await refusal(other.getBucketLocation({ Bucket: "taken" }))).toEqual({
    status: 403,
    code: "AccessDenied",
    message: "Access Denied",
  });
  expect((await other.listBuckets()).Buckets).toEqual([]);
});

test("the expected owner is checked", async () => {
  const { s3 } = world;
  await s3.createBucket({ Bucket: "owned" });
  const expecting = (ExpectedBucketOwner: string) =>
    s3.getBucketLocation({ Bucket: "owned", ExpectedBucketOwner });
  expect(await body(expecting("123456789012"))).toEqual({});
  expect(await refusal(expecting("999988887777"))).toMatchObject({ status: 403, code: "AccessDenied" });
  expect(await refusal(expecting("me"))).toEqual({
    status: 400,
    code: "InvalidBucketOwnerAWSAccountID",
    message: "The value of the expected bucket owner parameter must be an AWS Account ID... [me]",
  });
});

test("H01, H10: a bucket is in the region of its location constraint", async () => {
  const { s3 } = world;
  const create = (LocationConstraint: string, client = s3, Bucket = "placed") =>
    client.createBucket({
      Bucket,
      CreateBucketConfiguration: { LocationConstraint: LocationConstraint as "EU" },
    });
  expect((await create("ap-south-1")).Location).toBe("http://placed.s3.amazonaws.com/");
  const mumbai = world.elsewhere({ region: "ap-south-1" });
  expect(await body(mumbai.getBucketLocation({ Bucket: "placed" }))).toEqual({
    LocationConstraint: "ap-south-1",
  });
  expect(await refusal(create("us-east-1", s3, "other"))).toEqual({
    status: 400,
    code: "InvalidLocationConstraint",
    message: "The specified location-constraint is not valid",
    LocationConstraint: "us-east-1",
  });
  expect(await refusal(create("foo", s3, "other"))).toMatchObject({ code: "InvalidLocationConstraint" });
  const ireland = world.elsewhere({ region: "eu-west-1" });
  await create("EU", ireland, "emerald");
  expect((await ireland.getBucketLocation({ Bucket: "emerald" })).LocationConstraint).toBe("EU");
  expect((await ireland.headBucket({ Bucket: "emerald" })).BucketRegion).toBe("eu-west-1");
  expect(await refusal(create("EU", mumbai, "other"))).toEqual({
    status: 400,
    code: "IllegalLocationConstraintException",
    message:
      "The EU location constraint is incompatible for the region specific endpoint this request was sent to.",
  });
  // The SDK fills a location in where a request has none.
  const unplaced = await world.fetch("/other", { method: "PUT", region: "ap-south-1" });
  expect(unplaced.status).toBe(400);
  expect(unplaced.text).toContain(
    "<Code>IllegalLocationConstraintException</Code><Message>The unspecified location constraint is incompatible " +
      "for the region specific endpoint this request was sent to.</Message>",
  );
});

test("no bucket is created in aws-global", async () => {
  // This SDK signs for us-east-1 there; others do not.
  const { status, text } = await world.fetch("/global", { method: "PUT", region: "aws-global" });
  expect(status).toBe(400);
  expect(text).toContain(
    "<Code>AuthorizationHeaderMalformed</Code><Message>The authorization header is malformed; " +
      "the region 'aws-global' is wrong; expecting 'us-east-1'</Message><Region>us-east-1</Region>",
  );
});

test("a bucket of another region redirects", async () => {
  const ireland = world.elsewhere({ region: "eu-west-1" });
  await ireland.createBucket({ Bucket: "emerald" });
  expect(await refusal(world.s3.listObjectsV2({ Bucket: "emerald" }))).toEqual({
    status: 301,
    code: "PermanentRedirect",
    message:
      "The bucket you are attempting to access must be addressed using the specified endpoint. " +
      "Please send all future requests to this endpoint.",
    Endpoint: "emerald.s3.eu-west-1.amazonaws.com",
    Bucket: "emerald",
  });
  const head = await world.s3.headBucket({ Bucket: "emerald" }).catch((error: unknown) => error);
  expect(head).toMatchObject({ $metadata: { httpStatusCode: 301 } });
});

test("tags of a new bucket are checked in CreateBucket's own way", async () => {
  const { s3 } = world;
  const create = (...Tags: { Key: string; Value: string }[]) =>
    s3.createBucket({ Bucket: "tagged", CreateBucketConfiguration: { Tags } });
  expect(await refusal(create({ Key: "aws:x", Value: "" }))).toEqual({
    status: 400,
    code: "InvalidTag",
    message:
      `User-defined tag keys can't start with "aws:". This prefix is reserved for system tags. ` +
      `Remove "aws:" from your tag keys and try again.`,
  });
  const twice = create({ Key: "a", Value: "1" }, { Key: "a", Value: "2" });
  expect(await refusal(twice)).toMatchObject({ status: 500, code: "InternalError" });
  expect(await refusal(create({ Key: "a?", Value: "" }))).toMatchObject({ code: "InvalidTag", TagKey: "a?" });
  await create({ Key: "b", Value: "2" }, { Key: "a", Value: "1" });
  expect((await s3.getBucketTagging({ Bucket: "tagged" })).TagSet).toEqual([
    { Key: "b", Value: "2" },
    { Key: "a", Value: "1" },
  ]);
});

test("H10: a bucket that is not empty cannot be deleted, and one created again is new", async () => {
  const { s3 } = world;
  const Bucket = "full";
  await s3.createBucket({ Bucket });
  await world.put(Bucket, "a");
  const message = "The bucket you tried to delete is not empty";
  const notEmpty = { status: 409, code: "BucketNotEmpty", BucketName: Bucket };
  expect(await refusal(s3.deleteBucket({ Bucket }))).toEqual({ ...notEmpty, message });
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: "Enabled" } });
  await s3.deleteObject({ Bucket, Key: "a", VersionId: "null" });
  const { VersionId } = await s3.deleteObject({ Bucket, Key: "a" });
  expect(await refusal(s3.deleteBucket({ Bucket }))).toEqual({
    ...notEmpty,
    message: `${message}. You must delete all versions in the bucket.`,
  });
  await s3.deleteObject({ Bucket, Key: "a", VersionId });
  await s3.deleteBucket({ Bucket });
  await s3.createBucket({ Bucket });
  expect(await body(s3.getBucketVersioning({ Bucket }))).toEqual({});
});

test("H10: ListBuckets pages, and filters by prefix and region", async () => {
  const { s3 } = world;
  const ireland = world.elsewhere({ region: "eu-west-1" });
  for (const Bucket of ["b-2", "a-1", "b-1"]) await s3.createBucket({ Bucket });
  await ireland.createBucket({ Bucket: "b-3" });
  const bucket = (Name: string, BucketRegion = "us-east-1") => ({
    Name,
    BucketRegion,
    CreationDate: START,
    BucketArn: arn(Name),
  });
  const { Owner: _, ...first } = await body(s3.listBuckets({ MaxBuckets: 2, Prefix: "b-" }));
  expect(first).toEqual({
    Buckets: [bucket("b-1"), bucket("b-2")],
    ContinuationToken: expect.any(String),
    Prefix: "b-",
  });
  const { ContinuationToken } = first;
  const { Owner: __, ...second } = await body(s3.listBuckets({ ContinuationToken, Prefix: "b-" }));
  expect(second).toEqual({ Buckets: [bucket("b-3", "eu-west-1")], Prefix: "b-" });
  const irish = await ireland.listBuckets({ BucketRegion: "eu-west-1", ContinuationToken: "" });
  expect(irish.Buckets).toEqual([bucket("b-3", "eu-west-1")]);
  expect(await refusal(s3.listBuckets({ BucketRegion: "eu-east-1" }))).toEqual({
    status: 400,
    code: "InvalidArgument",
    message: "Argument value eu-east-1 is not a valid AWS Region",
    ArgumentName: "bucket-region",
  });
  expect(await refusal(s3.listBuckets({ BucketRegion: "eu-west-1" }))).toEqual({
    status: 400,
    code: "InvalidArgument",
    message: "Requests with bucket-region specified must be made to the corresponding regional endpoint",
    ArgumentName: "bucket-region",
  });
  expect(await refusal(s3.listBuckets({ MaxBuckets: 10_001 }))).toMatchObject({
    code: "InvalidArgument",
    ArgumentName: "max-buckets",
  });
  expect(await refusal(s3.listBuckets({ ContinuationToken: "mine" }))).toMatchObject({
    code: "InvalidArgument",
    ArgumentName: "continuation-token",
  });
});
