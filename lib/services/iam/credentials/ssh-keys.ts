import { createHash, createPublicKey, type KeyObject } from "node:crypto";
import { invalidPublicKey, unreadablePublicKey } from "./errors.js";
import type { SshKeyRow } from "./rows.js";

const TYPE = "ssh-rsa";
const LEAST_BITS = 2048;

/**
 * Parses an uploaded public key, in the SSH format or PEM.
 *
 * @throws UnrecognizedPublicKeyEncoding, InvalidPublicKey
 */
export function readPublicKey(body: string): Pick<SshKeyRow, "ssh" | "pem" | "fingerprint"> {
  const text = body.trim();
  const blob = text.startsWith("-----BEGIN") ? blobOf(parsedPem(text)) : sshBlob(text);
  const key = keyOfBlob(blob);
  return {
    ssh: text.startsWith("-----BEGIN") ? `${TYPE} ${blob.toString("base64")}` : text,
    pem: key.export({ type: "spki", format: "pem" }).toString(),
    fingerprint: createHash("md5").update(blob).digest("hex").match(/../g)?.join(":") ?? "",
  };
}

function parsedPem(pem: string): KeyObject {
  try {
    return createPublicKey(pem);
  } catch {
    throw unreadablePublicKey();
  }
}

/** The part between the type and the comment. */
function sshBlob(text: string): Buffer {
  const [type, encoded = ""] = text.split(/\s+/);
  if (type !== TYPE) throw /^(ssh|ecdsa|sk)-/.test(type ?? "") ? invalidPublicKey() : unreadablePublicKey();
  return Buffer.from(encoded, "base64");
}

/** RFC 4253, section 6.6: the type, the exponent and the modulus, each after its length. */
function keyOfBlob(blob: Buffer): KeyObject {
  const [type, exponent, modulus] = fieldsOf(blob);
  if (type?.toString() !== TYPE || !exponent || !modulus) throw unreadablePublicKey();
  let key: KeyObject;
  try {
    const [e, n] = [exponent, modulus].map((number) => number.toString("base64url"));
    key = createPublicKey({ key: { kty: "RSA", e: e ?? "", n: n ?? "" }, format: "jwk" });
  } catch {
    throw unreadablePublicKey();
  }
  if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < LEAST_BITS) throw invalidPublicKey();
  return key;
}

function fieldsOf(blob: Buffer): Buffer[] {
  const fields: Buffer[] = [];
  for (let at = 0; at + 4 <= blob.length; ) {
    const end = at + 4 + blob.readUInt32BE(at);
    fields.push(blob.subarray(at + 4, end));
    at = end;
  }
  return fields;
}

function blobOf(key: KeyObject): Buffer {
  const { kty, e = "", n = "" } = key.export({ format: "jwk" });
  if (kty !== "RSA") throw invalidPublicKey();
  const numbers = [e, n].map((number) => positive(Buffer.from(number, "base64url")));
  return Buffer.concat([Buffer.from(TYPE), ...numbers].flatMap((field) => [lengthOf(field), field]));
}

/** A leading zero byte, because a number with its first bit set would be negative. */
function positive(bytes: Buffer): Buffer {
  return (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
}

function lengthOf(field: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(field.length);
  return length;
}
