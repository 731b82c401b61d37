import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { errorOf, send } from "./wire/raw.js";

const sim = await createAwsSim();
beforeAll(() => {
  sim.s3.createBucket("fresh");
  sim.s3.putObject("fresh", "key", "content");
});
afterAll(() => sim.close());

const NAMESPACE = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

/** The document that a GET answers, without its prolog. */
async function documentOf(path: string): Promise<string> {
  const { status, body } = await send(sim.url, `GET /fresh${path}`);
  expect([status, body.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n')]).toEqual([200, true]);
  return body.slice(body.indexOf("\n") + 1);
}

describe("what a fresh bucket answers to all that Terraform reads of it (H24 H08)", () => {
  test.each([
    ["policy", "NoSuchBucketPolicy", "The bucket policy does not exist"],
    ["policyStatus", "NoSuchBucketPolicy", "The bucket policy does not exist"],
    ["lifecycle", "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"],
    ["cors", "NoSuchCORSConfiguration", "The CORS configuration does not exist"],
    ["tagging", "NoSuchTagSet", "The TagSet does not exist"],
    ["website", "NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration"],
    ["replication", "ReplicationConfigurationNotFoundError", "The replication configuration was not found"],
    [
      "object-lock",
      "ObjectLockConfigurationNotFoundError",
      "Object Lock configuration does not exist for this bucket",
    ],
  ])("?%s: 404 %s", async (subResource, Code, Message) => {
    expect(errorOf(await send(sim.url, `GET /fresh?${subResource}`))).toEqual({
      status: 404,
      Code,
      Message,
      BucketName: "fresh",
    });
    const method = subResource === "object-lock" || subResource === "policyStatus" ? undefined : "DELETE";
    if (method) expect((await send(sim.url, `${method} /fresh?${subResource}`)).status).toBe(204);
  });

  test.each(["analytics", "intelligent-tiering", "inventory", "metrics"])(
    "?%s of an id: 404",
    async (family) => {
      const error = {
        status: 404,
        Code: "NoSuchConfiguration",
        Message: "The specified configuration does not exist.",
      };
      for (const method of ["GET", "DELETE"]) {
        expect(errorOf(await send(sim.url, `${method} /fresh?${family}&id=none`))).toEqual(error);
      }
      expect(await documentOf(`?${family}`)).toContain("<IsTruncated>false</IsTruncated>");
    },
  );

  test.each([
    ["versioning", "VersioningConfiguration", ""],
    ["logging", "BucketLoggingStatus", ""],
    ["notification", "NotificationConfiguration", ""],
    ["accelerate", "AccelerateConfiguration", ""],
    ["location", "LocationConstraint", ""],
    ["requestPayment", "RequestPaymentConfiguration", "<Payer>BucketOwner</Payer>"],
    [
      "ownershipControls",
      "OwnershipControls",
      "<Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule>",
    ],
    [
      "publicAccessBlock",
      "PublicAccessBlockConfiguration",
      "<BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls>" +
        "<BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>true</RestrictPublicBuckets>",
    ],
    [
      "encryption",
      "ServerSideEncryptionConfiguration",
      "<Rule><BucketKeyEnabled>false</BucketKeyEnabled><ApplyServerSideEncryptionByDefault>" +
        "<SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule>",
    ],
  ])("?%s: its default", async (subResource, root, content) => {
    const expected =
      content === "" ? `<${root} ${NAMESPACE}/>` : `<${root} ${NAMESPACE}>${content}</${root}>`;
    expect(await documentOf(`?${subResource}`)).toBe(expected);
  });

  test("?acl: all to its owner", async () => {
    const document = await documentOf("?acl");
    expect(document).toMatch(/<Owner><ID>([0-9a-f]{64})<\/ID><\/Owner>.*<ID>\1<\/ID>/);
    expect(document.match(/<Permission>.*?<\/Permission>/g)).toEqual([
      "<Permission>FULL_CONTROL</Permission>",
    ]);
  });

  test("an object has an empty tag set, and no lock", async () => {
    expect(await documentOf("/key?tagging")).toBe(`<Tagging ${NAMESPACE}><TagSet/></Tagging>`);
    for (const subResource of ["retention", "legal-hold"]) {
      expect(errorOf(await send(sim.url, `GET /fresh/key?${subResource}`))).toEqual({
        status: 400,
        Code: "InvalidRequest",
        Message: "Bucket is missing Object Lock Configuration",
      });
    }
  });
});
