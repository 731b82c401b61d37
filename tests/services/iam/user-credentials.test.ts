import { beforeEach, expect, test } from "vitest";
import { body } from "../../support/body.js";
import { ACCOUNT, failure, iamWorld, START } from "./iam-world.js";
import { PUBLIC_KEY, SERVER } from "./keys.js";

const world = iamWorld();
const UserName = "ann";
beforeEach(async () => {
  await world.iam.createUser({ UserName });
});

const conflict = (must: string) => ({
  code: "DeleteConflict",
  status: 409,
  message: `Cannot delete entity, must ${must} first.`,
});

test("an SSH key is uploaded, read in both encodings, deactivated and deleted", async () => {
  const { SSHPublicKey } = await world.iam.uploadSSHPublicKey({
    UserName,
    SSHPublicKeyBody: `${PUBLIC_KEY.ssh} ann@example.com\n`,
  });
  expect(SSHPublicKey).toEqual({
    UserName,
    SSHPublicKeyId: expect.stringMatching(/^APKA[A-Z2-7]{17}$/),
    Fingerprint: PUBLIC_KEY.fingerprint,
    SSHPublicKeyBody: `${PUBLIC_KEY.ssh} ann@example.com`,
    Status: "Active",
    UploadDate: START,
  });
  const { SSHPublicKeyId } = SSHPublicKey ?? {};
  const get = (Encoding: "SSH" | "PEM") => world.iam.getSSHPublicKey({ UserName, SSHPublicKeyId, Encoding });
  expect((await get("SSH")).SSHPublicKey).toEqual(SSHPublicKey);
  expect((await get("PEM")).SSHPublicKey).toEqual({ ...SSHPublicKey, SSHPublicKeyBody: PUBLIC_KEY.pem });
  await world.iam.updateSSHPublicKey({ UserName, SSHPublicKeyId, Status: "Inactive" });
  expect(await body(world.iam.listSSHPublicKeys({ UserName }))).toEqual({
    SSHPublicKeys: [{ UserName, SSHPublicKeyId, Status: "Inactive", UploadDate: START }],
    IsTruncated: false,
  });
  expect(await failure(world.iam.deleteUser({ UserName }))).toEqual(conflict("remove referenced objects"));
  await world.iam.deleteSSHPublicKey({ UserName, SSHPublicKeyId });
  expect(await body(world.iam.listSSHPublicKeys({ UserName }))).toEqual({
    SSHPublicKeys: [],
    IsTruncated: false,
  });
  const gone = {
    code: "NoSuchEntity",
    status: 404,
    message: `The Public Key with id ${SSHPublicKeyId} cannot be found.`,
  };
  expect(await failure(get("SSH"))).toEqual(gone);
  expect(await failure(world.iam.deleteSSHPublicKey({ UserName, SSHPublicKeyId }))).toEqual(gone);
  expect(await failure(world.iam.updateSSHPublicKey({ UserName, SSHPublicKeyId, Status: "Active" }))).toEqual(
    gone,
  );
  await world.iam.deleteUser({ UserName });
});

test("a key in PEM is the same as in SSH's own format", async () => {
  const { SSHPublicKey } = await world.iam.uploadSSHPublicKey({ UserName, SSHPublicKeyBody: PUBLIC_KEY.pem });
  expect(SSHPublicKey).toMatchObject({
    Fingerprint: PUBLIC_KEY.fingerprint,
    SSHPublicKeyBody: PUBLIC_KEY.pem,
  });
  const shown = await world.iam.getSSHPublicKey({
    UserName,
    SSHPublicKeyId: SSHPublicKey?.SSHPublicKeyId,
    Encoding: "SSH",
  });
  expect(shown.SSHPublicKey?.SSHPublicKeyBody).toBe(PUBLIC_KEY.ssh);
  expect(
    await failure(world.iam.uploadSSHPublicKey({ UserName, SSHPublicKeyBody: PUBLIC_KEY.ssh })),
  ).toMatchObject({ code: "DuplicateSSHPublicKey", status: 400 });
});

test.each([
  ["something else", "none", "UnrecognizedPublicKeyEncoding"],
  ["a certificate", SERVER.authority, "InvalidPublicKey"],
  ["a key that is cut off", PUBLIC_KEY.ssh.slice(0, 30), "UnrecognizedPublicKeyEncoding"],
  ["a key of another kind", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA==", "InvalidPublicKey"],
])("%s is not an SSH key", async (_, SSHPublicKeyBody, code) => {
  expect(await failure(world.iam.uploadSSHPublicKey({ UserName, SSHPublicKeyBody }))).toMatchObject({
    code,
    status: 400,
  });
});

test("signing certificates: two for each user, which must be certificates", async () => {
  const upload = (CertificateBody: string) =>
    world.iam.uploadSigningCertificate({ UserName, CertificateBody });
  const { Certificate } = await upload(SERVER.certificate);
  expect(Certificate).toEqual({
    UserName,
    CertificateId: expect.stringMatching(/^[A-Z2-7]{32}$/),
    CertificateBody: SERVER.certificate,
    Status: "Active",
    UploadDate: START,
  });
  expect(await failure(upload("none"))).toEqual({
    code: "MalformedCertificate",
    status: 400,
    message: "Certificate none is malformed.",
  });
  expect(await failure(upload(SERVER.certificate))).toMatchObject({
    code: "DuplicateCertificate",
    status: 409,
  });
  await upload(SERVER.authority);
  expect(await failure(upload(`${SERVER.authority}${SERVER.certificate}`))).toEqual({
    code: "LimitExceeded",
    status: 409,
    message: "Cannot exceed quota for CertificatesPerUser: 2",
  });
  const { CertificateId } = Certificate ?? {};
  await world.iam.updateSigningCertificate({ UserName, CertificateId, Status: "Inactive" });
  const first = await world.iam.listSigningCertificates({ UserName, MaxItems: 1 });
  expect(first.Certificates).toEqual([{ ...Certificate, Status: "Inactive" }]);
  const rest = await world.iam.listSigningCertificates({ UserName, Marker: first.Marker });
  expect(rest.Certificates).toMatchObject([{ CertificateBody: SERVER.authority }]);
  expect(await failure(world.iam.deleteUser({ UserName }))).toEqual(conflict("delete signing certificates"));
  await world.iam.deleteSigningCertificate({ UserName, CertificateId });
  expect(await failure(world.iam.deleteSigningCertificate({ UserName, CertificateId }))).toEqual({
    code: "NoSuchEntity",
    status: 404,
    message: `The Certificate with id ${CertificateId} cannot be found.`,
  });
});

test("credentials of a service have a password, which only creating and resetting return", async () => {
  const ServiceName = "codecommit.amazonaws.com";
  const { ServiceSpecificCredential } = await world.iam.createServiceSpecificCredential({
    UserName,
    ServiceName,
  });
  expect(ServiceSpecificCredential).toEqual({
    UserName,
    ServiceName,
    ServiceUserName: `ann-at-${ACCOUNT}`,
    ServicePassword: expect.stringMatching(/^[\w+/]{43}=$/),
    ServiceSpecificCredentialId: expect.stringMatching(/^ACCA[A-Z2-7]{17}$/),
    Status: "Active",
    CreateDate: START,
  });
  const { ServicePassword, ...shown } = ServiceSpecificCredential ?? {};
  const ServiceSpecificCredentialId = ServiceSpecificCredential?.ServiceSpecificCredentialId;
  expect(await body(world.iam.listServiceSpecificCredentials({ UserName, ServiceName }))).toEqual({
    ServiceSpecificCredentials: [shown],
    IsTruncated: false,
  });
  const reset = await world.iam.resetServiceSpecificCredential({ UserName, ServiceSpecificCredentialId });
  expect(reset.ServiceSpecificCredential).toMatchObject(shown);
  expect(reset.ServiceSpecificCredential?.ServicePassword).not.toBe(ServicePassword);
  await world.iam.updateServiceSpecificCredential({
    UserName,
    ServiceSpecificCredentialId,
    Status: "Inactive",
  });
  const second = await world.iam.createServiceSpecificCredential({ UserName, ServiceName });
  expect(second.ServiceSpecificCredential?.ServiceUserName).toBe(`ann+1-at-${ACCOUNT}`);
  expect(await failure(world.iam.createServiceSpecificCredential({ UserName, ServiceName }))).toMatchObject({
    code: "LimitExceeded",
    status: 409,
  });
  const { ServiceSpecificCredentials } = await world.iam.listServiceSpecificCredentials({ AllUsers: true });
  expect(ServiceSpecificCredentials?.map(({ Status }) => Status)).toEqual(["Inactive", "Active"]);
  expect(await failure(world.iam.deleteUser({ UserName }))).toEqual(conflict("remove referenced objects"));
  await world.iam.deleteServiceSpecificCredential({ UserName, ServiceSpecificCredentialId });
  expect(
    await failure(world.iam.deleteServiceSpecificCredential({ UserName, ServiceSpecificCredentialId })),
  ).toMatchObject({ code: "NoSuchEntity", status: 404 });
});

test("API keys are credentials of a service that expire", async () => {
  const { ServiceSpecificCredential } = await world.iam.createServiceSpecificCredential({
    UserName,
    ServiceName: "bedrock.amazonaws.com",
    CredentialAgeDays: 30,
  });
  expect(ServiceSpecificCredential).toMatchObject({
    ServiceCredentialAlias: `ann-at-${ACCOUNT}`,
    ServiceCredentialSecret: expect.stringMatching(/=$/),
    ExpirationDate: new Date("2031-05-31T10:00:00Z"),
  });
  expect(
    await failure(world.iam.createServiceSpecificCredential({ UserName, ServiceName: "s3.amazonaws.com" })),
  ).toEqual({
    code: "ServiceNotSupported",
    status: 404,
    message: "No such service s3.amazonaws.com is supported by Service Specific Credentials",
  });
});

test("credentials belong to users that exist", async () => {
  const UserName = "nobody";
  const unknown = { code: "NoSuchEntity", message: "The user with name nobody cannot be found." };
  const { iam } = world;
  expect(await failure(iam.uploadSSHPublicKey({ UserName, SSHPublicKeyBody: PUBLIC_KEY.ssh }))).toMatchObject(
    unknown,
  );
  expect(
    await failure(iam.uploadSigningCertificate({ UserName, CertificateBody: SERVER.certificate })),
  ).toMatchObject(unknown);
  expect(
    await failure(iam.createServiceSpecificCredential({ UserName, ServiceName: "codecommit.amazonaws.com" })),
  ).toMatchObject(unknown);
});
