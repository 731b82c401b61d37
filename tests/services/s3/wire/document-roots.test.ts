import { createHash } from "node:crypto";
import { S3 } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../../lib/index.js";

const sim = await createAwsSim();
const s3 = new S3(sim.clientConfig());
const Bucket = "roots";

beforeAll(async () => {
  await s3.createBucket({ Bucket, ObjectOwnership: "ObjectWriter" });
  await s3.putObject({ Bucket, Key: "k" });
  const TagSet = [{ Key: "a", Value: "b" }];
  await s3.putBucketTagging({ Bucket, Tagging: { TagSet } });
  await s3.putObjectTagging({ Bucket, Key: "k", Tagging: { TagSet } });
});
afterAll(() => sim.close());

async function put(path: string, body: string): Promise<string> {
  const digest = createHash("md5").update(body).digest("base64");
  const response = await fetch(sim.url + path, { method: "PUT", body, headers: { "content-md5": digest } });
  const [, code = ""] = /<Code>(.*?)<\/Code>/.exec(await response.text()) ?? [];
  return `${response.status} ${code}`.trim();
}

describe("a document with another root element is malformed, and changes nothing", () => {
  test.each([
    "accelerate",
    "analytics&id=a",
    "cors",
    "encryption",
    "intelligent-tiering&id=a",
    "inventory&id=a",
    "lifecycle",
    "logging",
    "metrics&id=a",
    "notification",
    "object-lock",
    "ownershipControls",
    "publicAccessBlock",
    "replication",
    "requestPayment",
    "tagging",
    "versioning",
    "website",
  ])("of a bucket: %s", async (subResource) => {
    expect(await put(`/${Bucket}?${subResource}`, "<Other/>")).toBe("400 MalformedXML");
  });

  test.each(["tagging", "retention", "legal-hold"])("of an object: %s", async (subResource) => {
    expect(await put(`/${Bucket}/k?${subResource}`, "<Other/>")).toBe("400 MalformedXML");
  });

  test("the tags are still there", async () => {
    const TagSet = [{ Key: "a", Value: "b" }];
    expect((await s3.getBucketTagging({ Bucket })).TagSet).toEqual(TagSet);
    expect((await s3.getObjectTagging({ Bucket, Key: "k" })).TagSet).toEqual(TagSet);
  });

  test("a prefix of its namespace belongs to no name", async () => {
    const root = "s3:VersioningConfiguration";
    const body = `<${root} xmlns:s3="http://s3.amazonaws.com/doc/2006-03-01/"><s3:Status>Enabled</s3:Status></${root}>`;
    expect(await put(`/${Bucket}?versioning`, body)).toBe("200");
  });
});

describe("ACLs (H13)", () => {
  const grant = (id: string, more = ' xsi:type="CanonicalUser"') =>
    `<Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"${more}><ID>${id}</ID></Grantee><Permission>READ</Permission></Grant>`;

  test.each([`/${Bucket}?acl`, `/${Bucket}/k?acl`])("%s has an error of its own", async (path) => {
    const { Owner: { ID = "" } = {} } = await s3.getBucketAcl({ Bucket });
    const acl = (grants: string) =>
      `<AccessControlPolicy><Owner><ID>${ID}</ID></Owner><AccessControlList>${grants}</AccessControlList></AccessControlPolicy>`;
    expect(await put(path, "<Other/>")).toBe("400 MalformedACLError");
    expect(await put(path, "<AccessControlPolicy>")).toBe("400 MalformedACLError");
    expect(await put(path, "no document")).toBe("400 MalformedACLError");
    expect(await put(path, acl(grant(ID, "")))).toBe("400 MalformedACLError");
    expect(await put(path, acl(grant(ID).repeat(101)))).toBe("400 MalformedACLError");
    expect(await put(path, acl(grant(ID).repeat(100)))).toBe("200");
  });
});
