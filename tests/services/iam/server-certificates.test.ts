import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { ACCOUNT, failure, iamWorld, START } from "./iam-world.js";
import { PUBLIC_KEY, SERVER } from "./keys.js";

const world = iamWorld();

function upload(ServerCertificateName = "www", rest: object = {}) {
  return world.iam.uploadServerCertificate({
    ServerCertificateName,
    CertificateBody: SERVER.certificate,
    PrivateKey: SERVER.privateKey,
    ...rest,
  });
}

const metadata = (name: string, Path = "/") => ({
  Path,
  ServerCertificateName: name,
  ServerCertificateId: expect.stringMatching(/^ASCA[A-Z2-7]{17}$/),
  Arn: `arn:aws:iam::${ACCOUNT}:server-certificate${Path}${name}`,
  UploadDate: START,
  Expiration: SERVER.expiration,
});

const notFound = (name: string) => ({
  code: "NoSuchEntity",
  status: 404,
  message: `The Server Certificate with name ${name} cannot be found.`,
});

test("a server certificate is uploaded, read, renamed and deleted", async () => {
  const Tags = [{ Key: "a", Value: "b" }];
  expect(await body(upload("www", { Path: "/site/", CertificateChain: SERVER.authority, Tags }))).toEqual({
    ServerCertificateMetadata: metadata("www", "/site/"),
    Tags,
  });
  expect(await body(world.iam.getServerCertificate({ ServerCertificateName: "www" }))).toEqual({
    ServerCertificate: {
      ServerCertificateMetadata: metadata("www", "/site/"),
      CertificateBody: SERVER.certificate.trim(),
      CertificateChain: SERVER.authority.trim(),
      Tags,
    },
  });
  expect(await failure(upload())).toEqual({
    code: "EntityAlreadyExists",
    status: 409,
    message: "The Server Certificate with name www already exists.",
  });
  await world.iam.updateServerCertificate({
    ServerCertificateName: "www",
    NewServerCertificateName: "web",
    NewPath: "/",
  });
  const { ServerCertificate } = await world.iam.getServerCertificate({ ServerCertificateName: "web" });
  expect(ServerCertificate?.ServerCertificateMetadata).toEqual(metadata("web"));
  expect(await failure(world.iam.getServerCertificate({ ServerCertificateName: "www" }))).toEqual(
    notFound("www"),
  );
  await upload("www");
  expect(
    await failure(
      world.iam.updateServerCertificate({ ServerCertificateName: "www", NewServerCertificateName: "WEB" }),
    ),
  ).toMatchObject({ code: "EntityAlreadyExists" });
  await world.iam.deleteServerCertificate({ ServerCertificateName: "web" });
  expect(await failure(world.iam.deleteServerCertificate({ ServerCertificateName: "web" }))).toEqual(
    notFound("web"),
  );
});

test("a certificate is kept without the white space around it, and with an empty list of tags", async () => {
  await upload("www", { CertificateBody: `\n${SERVER.certificate.replaceAll("\n", "\r\n")}` });
  const { ServerCertificate } = await world.iam.getServerCertificate({ ServerCertificateName: "www" });
  expect(ServerCertificate).toEqual({
    ServerCertificateMetadata: metadata("www"),
    CertificateBody: SERVER.certificate.trim(),
    Tags: [],
  });
});

test.each([
  [
    "a body that is no certificate",
    { CertificateBody: "none" },
    "MalformedCertificate",
    "Unable to parse certificate. Please ensure the certificate is in PEM format.",
  ],
  [
    "a key that is none",
    { PrivateKey: PUBLIC_KEY.pem },
    "MalformedCertificate",
    "Unable to parse private key. Please ensure the private key is in PEM format.",
  ],
  [
    "the key of another certificate",
    { CertificateBody: SERVER.authority },
    "KeyPairMismatch",
    "The public key certificate and the private key do not match.",
  ],
  [
    "a chain that does not begin with the issuer",
    { CertificateChain: SERVER.certificate },
    "MalformedCertificate",
    "Unable to validate certificate chain. The certificate chain must start with the immediate signing certificate, followed by any intermediaries in order. The index within the chain of the invalid certificate is: -1",
  ],
])("%s is rejected", async (_, rest, code, message) => {
  expect(await failure(upload("www", rest))).toEqual({ code, status: 400, message });
});

test("server certificates come in pages, by path, and have tags", async () => {
  await upload("a", { Path: "/site/" });
  await upload("b", { Path: "/site/" });
  await upload("c");
  const first = await world.iam.listServerCertificates({ MaxItems: 1, PathPrefix: "/site/" });
  expect(first.ServerCertificateMetadataList).toEqual([metadata("a", "/site/")]);
  const rest = await world.iam.listServerCertificates({ Marker: first.Marker, PathPrefix: "/site/" });
  expect(rest.ServerCertificateMetadataList).toEqual([metadata("b", "/site/")]);
  const ServerCertificateName = "a";
  const Tags = [
    { Key: "a", Value: "1" },
    { Key: "b", Value: "2" },
  ];
  await world.iam.tagServerCertificate({ ServerCertificateName, Tags });
  await world.iam.untagServerCertificate({ ServerCertificateName, TagKeys: ["a"] });
  expect(await body(world.iam.listServerCertificateTags({ ServerCertificateName }))).toEqual({
    Tags: [{ Key: "b", Value: "2" }],
    IsTruncated: false,
  });
  expect(world.sim.iam.state()).toMatchObject({
    serverCertificates: [{ name: "a" }, { name: "b" }, { name: "c" }],
  });
});

test("an account has twenty server certificates at most", async () => {
  for (let at = 0; at < 20; at++) await upload(`c${at}`);
  expect(await failure(upload("more"))).toEqual({
    code: "LimitExceeded",
    status: 409,
    message: "Cannot exceed quota for ServerCertificatesPerAccount: 20",
  });
});
