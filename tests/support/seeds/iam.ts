import { IAM } from "@aws-sdk/client-iam";
import { STS } from "@aws-sdk/client-sts";
import type { AwsSim } from "../../../lib/index.js";
import { SERVER } from "../../services/iam/keys.js";

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const READ = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
});
const METADATA = `<?xml version="1.0"?><md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com">${" ".repeat(1000)}</md:EntityDescriptor>`;

/** Fills the tables of IAM and STS. */
export async function seedIam(sim: AwsSim): Promise<void> {
  const iam = new IAM(sim.clientConfig());
  const RoleName = "app";
  await iam.createRole({ RoleName, AssumeRolePolicyDocument: TRUST, Tags: [{ Key: "a", Value: "1" }] });
  await iam.putRolePolicy({ RoleName, PolicyName: "read", PolicyDocument: READ });
  await iam.createPolicy({ PolicyName: "read", PolicyDocument: READ });
  await iam.createUser({ UserName: "ci" });
  await iam.createAccessKey({ UserName: "ci" });
  await iam.createLoginProfile({ UserName: "ci", Password: "correct horse 1!" });
  await iam.createGroup({ GroupName: "robots" });
  await iam.addUserToGroup({ GroupName: "robots", UserName: "ci" });
  await iam.createInstanceProfile({ InstanceProfileName: "app" });
  await iam.createOpenIDConnectProvider({ Url: "https://token.example.com" });
  await iam.createSAMLProvider({ Name: "okta", SAMLMetadataDocument: METADATA });
  await iam.uploadServerCertificate({
    ServerCertificateName: "www",
    CertificateBody: SERVER.certificate,
    PrivateKey: SERVER.privateKey,
  });
  await iam.createVirtualMFADevice({ VirtualMFADeviceName: "phone" });
  await iam.updateAccountPasswordPolicy({ MinimumPasswordLength: 12 });
  await iam.createAccountAlias({ AccountAlias: "shop" });
  await iam.generateCredentialReport({});
  const { Role } = await iam.createServiceLinkedRole({ AWSServiceName: "ecs.amazonaws.com" });
  await iam.deleteServiceLinkedRole({ RoleName: Role?.RoleName });
  sim.iam.addManagedPolicy("Newest", { document: READ });
  const sts = new STS(sim.clientConfig());
  await sts.assumeRole({
    RoleArn: `arn:aws:iam::${sim.accountId}:role/app`,
    RoleSessionName: "session",
    Policy: READ,
  });
}
