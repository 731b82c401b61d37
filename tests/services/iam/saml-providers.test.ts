import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { ACCOUNT, failure, iamWorld, START } from "./iam-world.js";
import { SERVER } from "./keys.js";

const world = iamWorld();
const SAMLProviderArn = `arn:aws:iam::${ACCOUNT}:saml-provider/okta`;

/** Metadata of a provider; the model requires 1000 characters. */
function metadata(attributes = "", entity = "https://idp.example.com"): string {
  return `<?xml version="1.0"?><md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entity}"${attributes}>${" ".repeat(1000)}</md:EntityDescriptor>`;
}

const create = (SAMLMetadataDocument = metadata(), rest: object = {}) =>
  world.iam.createSAMLProvider({ Name: "okta", SAMLMetadataDocument, ...rest });

test("a SAML provider is created, read, listed, updated and deleted", async () => {
  expect(await body(create())).toEqual({ SAMLProviderArn });
  const ValidUntil = new Date("2131-05-01T10:00:00Z");
  expect(await body(world.iam.getSAMLProvider({ SAMLProviderArn }))).toEqual({
    SAMLProviderUUID: expect.stringMatching(/^[A-Z2-7]{32}$/),
    SAMLMetadataDocument: metadata(),
    CreateDate: START,
    ValidUntil,
    Tags: [],
    AssertionEncryptionMode: "Allowed",
    PrivateKeyList: [],
  });
  expect(await body(world.iam.listSAMLProviders({}))).toEqual({
    SAMLProviderList: [{ Arn: SAMLProviderArn, CreateDate: START, ValidUntil }],
  });
  const SAMLMetadataDocument = metadata(' validUntil="2040-01-02T03:04:05Z"', "https://other.example.com");
  expect(await body(world.iam.updateSAMLProvider({ SAMLProviderArn, SAMLMetadataDocument }))).toEqual({
    SAMLProviderArn,
  });
  expect(await world.iam.getSAMLProvider({ SAMLProviderArn })).toMatchObject({
    SAMLMetadataDocument,
    ValidUntil: new Date("2040-01-02T03:04:05Z"),
  });
  await world.iam.deleteSAMLProvider({ SAMLProviderArn });
  const gone = {
    code: "NoSuchEntity",
    status: 404,
    message: `Manifest not found for arn ${SAMLProviderArn}`,
  };
  expect(await failure(world.iam.getSAMLProvider({ SAMLProviderArn }))).toEqual(gone);
  expect(await failure(world.iam.deleteSAMLProvider({ SAMLProviderArn }))).toEqual(gone);
});

test("a name is used once, and metadata must be of SAML", async () => {
  await create();
  expect(await failure(create())).toMatchObject({ code: "EntityAlreadyExists", status: 409 });
  const strange = { code: "InvalidInput", status: 400, message: "Could not parse metadata" };
  expect(
    await failure(world.iam.createSAMLProvider({ Name: "b", SAMLMetadataDocument: "x".repeat(1000) })),
  ).toEqual(strange);
  expect(
    await failure(world.iam.updateSAMLProvider({ SAMLProviderArn, SAMLMetadataDocument: "x".repeat(1000) })),
  ).toEqual(strange);
  expect(
    await failure(world.iam.createSAMLProvider({ Name: "b", SAMLMetadataDocument: "short" })),
  ).toMatchObject({ code: "ValidationError" });
});

test("a provider has two private keys at most", async () => {
  const AddPrivateKey = SERVER.privateKey;
  await create(metadata(), { AddPrivateKey, AssertionEncryptionMode: "Required" });
  await world.iam.updateSAMLProvider({ SAMLProviderArn, AddPrivateKey });
  const { PrivateKeyList = [], AssertionEncryptionMode } = await world.iam.getSAMLProvider({
    SAMLProviderArn,
  });
  expect(AssertionEncryptionMode).toBe("Required");
  expect(PrivateKeyList.map(({ Timestamp }) => Timestamp)).toEqual([START, START]);
  expect(await failure(world.iam.updateSAMLProvider({ SAMLProviderArn, AddPrivateKey }))).toMatchObject({
    code: "LimitExceeded",
    status: 409,
  });
  const [first, second] = PrivateKeyList;
  const RemovePrivateKey = first?.KeyId;
  await world.iam.updateSAMLProvider({ SAMLProviderArn, RemovePrivateKey });
  expect((await world.iam.getSAMLProvider({ SAMLProviderArn })).PrivateKeyList).toEqual([second]);
  expect(await failure(world.iam.updateSAMLProvider({ SAMLProviderArn, RemovePrivateKey }))).toMatchObject({
    code: "NoSuchEntity",
  });
});

test("a provider has tags", async () => {
  const Tags = [{ Key: "a", Value: "1" }];
  expect(await body(create(metadata(), { Tags }))).toEqual({ SAMLProviderArn, Tags });
  await world.iam.tagSAMLProvider({ SAMLProviderArn, Tags: [{ Key: "b", Value: "2" }] });
  await world.iam.untagSAMLProvider({ SAMLProviderArn, TagKeys: ["a"] });
  expect(await body(world.iam.listSAMLProviderTags({ SAMLProviderArn }))).toEqual({
    Tags: [{ Key: "b", Value: "2" }],
    IsTruncated: false,
  });
});
