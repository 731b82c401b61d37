import { badDigest, invalidDigest } from "../errors/uploads.js";

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const HEX = /^[0-9a-fA-F]{32}$/;

/**
 * Validates `Content-MD5` before the body is read. 32 hex digits pass: they are base64 of 24 bytes, which S3
 * treats as a digest that does not match.
 *
 * @throws InvalidDigest
 */
export function checkContentMd5(value: string): void {
  if (HEX.test(value)) return;
  if (!BASE64.test(value) || Buffer.from(value, "base64").length !== 16) throw invalidDigest(value);
}

/**
 * @param computed in hexadecimal digits
 * @param shown How the error shows the expected digest: of objects and parts S3 shows it in hexadecimal digits,
 *   of documents as the header has it (recorded). The calculated one is base64 in both.
 * @throws BadDigest
 */
export function compareContentMd5(value: string, computed: string, shown: "hex" | "base64"): void {
  const expected = Buffer.from(value, "base64").toString("hex");
  if (expected === computed) return;
  // 32 hex digits are shown unchanged.
  throw badDigest(
    shown === "hex" && !HEX.test(value) ? expected : value,
    Buffer.from(computed, "hex").toString("base64"),
  );
}
