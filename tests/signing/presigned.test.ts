import { SignatureV4 } from "@smithy/signature-v4";
import { describe, expect, test } from "vitest";
import { NodeSha256 } from "../../lib/signing/sigv4.js";
import { codeOf, ECS, EXAMPLE, S3, type Service, STS, type TestRequest, verdict } from "./signing-world.js";

const SIGNED = "2024-01-01T00:00:00Z";

async function presigned(service: Service, expiresIn: number, sessionToken?: string): Promise<TestRequest> {
  const signer = new SignatureV4({
    credentials: { ...EXAMPLE, sessionToken },
    region: "us-east-1",
    service: service.signingName,
    sha256: NodeSha256,
    uriEscapePath: service !== S3,
  });
  const content = service === S3 ? { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" } : undefined;
  const { query = {} } = await signer.presign(
    {
      method: "GET",
      path: "/a/../b",
      protocol: "http:",
      hostname: "localhost",
      query: { name: "a b+c" },
      headers: { host: "localhost", ...content },
    },
    { signingDate: new Date(SIGNED), expiresIn, unhoistableHeaders: new Set() },
  );
  const text = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) text.set(name, String(value));
  return { method: "GET", path: "/a/../b", query: String(text), headers: { host: "localhost" }, body: "" };
}

/** The request with a query parameter replaced or removed. */
function withParameter(request: TestRequest, name: string, value?: string): TestRequest {
  const query = new URLSearchParams(request.query);
  if (value === undefined) query.delete(name);
  else query.set(name, value);
  return { ...request, query: String(query) };
}

describe("presigned requests (H09)", () => {
  test.each([
    [S3, "2023-12-31T23:44:59Z", "AccessDenied"],
    [S3, "2023-12-31T23:45:00Z", "accepted"],
    [S3, "2024-01-01T01:00:00Z", "accepted"],
    [S3, "2024-01-01T01:00:01Z", "AccessDenied"],
    [STS, "2024-01-01T01:00:00Z", "accepted"],
    [STS, "2024-01-01T01:00:01Z", "SignatureDoesNotMatch"],
    [ECS, "2023-12-31T23:54:59Z", "InvalidSignatureException"],
  ])("%j at %s", async (service, now, expected) => {
    expect(await codeOf(service, await presigned(service, 3600), { now })).toBe(expected);
  });

  test("report their expiry", async () => {
    const now = "2024-01-01T02:00:00Z";
    expect(await verdict(S3, await presigned(S3, 3600), { now })).toEqual({
      code: "AccessDenied",
      status: 403,
      message: "Request has expired",
      members: {
        "X-Amz-Expires": "3600",
        Expires: "2024-01-01T01:00:00Z",
        ServerTime: "2024-01-01T02:00:00Z",
      },
    });
    expect(await verdict(STS, await presigned(STS, 3600), { now })).toMatchObject({
      message:
        "Signature expired: 20240101T000000Z is now earlier than 20240101T010000Z (20240101T020000Z - 60 min.)",
    });
  });

  test("are not valid before their time", async () => {
    const answer = await verdict(S3, await presigned(S3, 3600), { now: "2023-01-01T00:00:00Z" });
    expect(answer).toMatchObject({ status: 403, code: "AccessDenied", message: "Request is not valid yet" });
  });

  test("carry their session's token", async () => {
    const options = { now: SIGNED, credentials: [{ ...EXAMPLE, sessionToken: "token" }] };
    const request = await presigned(S3, 3600, "token");
    expect(await codeOf(S3, request, options)).toBe("accepted");
    const other = withParameter(request, "X-Amz-Security-Token", "other");
    expect(await codeOf(S3, other, options)).toBe("InvalidToken");
  });

  test.each([
    ["X-Amz-Expires", undefined, "Query-string authentication version 4 requires"],
    ["X-Amz-Expires", "soon", "X-Amz-Expires should be a number"],
    ["X-Amz-Expires", "1e3", "X-Amz-Expires should be a number"],
    ["X-Amz-Expires", "0x10", "X-Amz-Expires should be a number"],
    ["X-Amz-Expires", " 300", "X-Amz-Expires should be a number"],
    ["X-Amz-Expires", "300.0", "X-Amz-Expires should be a number"],
    ["X-Amz-Expires", "", "X-Amz-Expires should be a number"],
    ["X-Amz-Expires", "-1", "X-Amz-Expires must be non-negative"],
    ["X-Amz-Expires", "604801", "X-Amz-Expires must be less than a week (in seconds)"],
    ["X-Amz-Date", undefined, "Query-string authentication version 4 requires"],
    ["X-Amz-Date", "2024-01-01", "X-Amz-Date must be in the ISO8601 Long Format"],
  ])("with %s %s are rejected", async (name, value, message) => {
    const request = withParameter(await presigned(S3, 3600), name, value);
    expect(await verdict(S3, request, { now: SIGNED })).toMatchObject({
      code: "AuthorizationQueryParametersError",
      status: 400,
      message: expect.stringContaining(message),
    });
  });

  test("last no longer than others where no expiry is required", async () => {
    const request = withParameter(await presigned(STS, 3600), "X-Amz-Expires");
    expect(await verdict(STS, request, { now: "2024-01-01T00:10:00Z" })).toMatchObject({
      message: expect.stringContaining("- 5 min."),
    });
  });

  test("with anything changed are rejected", async () => {
    const request = await presigned(S3, 3600);
    const changed = [
      withParameter(request, "name", "other"),
      withParameter(request, "added", ""),
      withParameter(request, "X-Amz-Expires", "7200"),
      { ...request, path: "/b" },
    ];
    for (const wrong of changed) {
      expect(await codeOf(S3, wrong, { now: SIGNED })).toBe("SignatureDoesNotMatch");
    }
  });
});
