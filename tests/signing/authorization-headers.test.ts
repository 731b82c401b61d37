import { describe, expect, test } from "vitest";
import { AuthorizationHeaders } from "../../lib/signing/authorization-headers.js";
import { fromHeader } from "../../lib/signing/scope.js";

const CREDENTIAL = "Credential=AKIA0/20260101/us-east-1/ecs/aws4_request";
const HEADERS = "SignedHeaders=host;x-amz-date";

describe("a header is parsed the same, also when one like it was parsed before", () => {
  test.each([
    [
      "as SDKs write it",
      (signature: string) => `AWS4-HMAC-SHA256 ${CREDENTIAL}, ${HEADERS}, Signature=${signature}`,
    ],
    [
      "without spaces",
      (signature: string) => `AWS4-HMAC-SHA256 ${CREDENTIAL},${HEADERS},Signature=${signature}`,
    ],
    [
      "in another order",
      (signature: string) => `AWS4-HMAC-SHA256 Signature=${signature}, ${CREDENTIAL}, ${HEADERS}`,
    ],
    [
      "with the name of a header as its signature",
      (name: string) => `AWS4-HMAC-SHA256 ${CREDENTIAL}, Signature=aa, SignedHeaders=${name}`,
    ],
    ["without a signature", () => `AWS4-HMAC-SHA256 ${CREDENTIAL}, ${HEADERS}, Signature=`],
    ["of another scheme", (signature: string) => `Bearer Signature=${signature}`],
    ["without an equals sign", (signature: string) => `AWS4-HMAC-SHA256 ${signature}`],
  ])("%s", (_, written) => {
    const headers = new AuthorizationHeaders();
    for (const signature of ["aa", "bb", "b b", "b,c", "cc, X=1", ""])
      expect(headers.read(written(signature))).toEqual(fromHeader(written(signature)));
  });
});

test("headers of more clients than are remembered are parsed as well", () => {
  const headers = new AuthorizationHeaders();
  for (let client = 0; client < 500; client++) {
    const header = `AWS4-HMAC-SHA256 ${CREDENTIAL.replace("AKIA0", `AKIA${client}`)}, ${HEADERS}, Signature=aa`;
    expect(headers.read(header)).toEqual(fromHeader(header));
    expect(headers.read(header)).toEqual(fromHeader(header));
  }
});
