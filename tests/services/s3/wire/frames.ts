import { createHash, createHmac } from "node:crypto";

/** Who signs, and when and where. */
export interface Signer {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** `20240101T000000Z` */
  readonly time: string;
}

const REGION = "us-east-1";
const EMPTY = sha256("");

export interface SignedBody {
  readonly authorization: string;
  readonly body: Buffer;
}

/** What a PUT of chunks sends when each of them is signed: an independent calculation, after AWS's documentation. */
export function signedChunks(
  { accessKeyId, secretAccessKey, time }: Signer,
  path: string,
  headers: Readonly<Record<string, string>>,
  chunks: readonly Buffer[],
  trailer?: readonly [name: string, value: string],
): SignedBody {
  const day = time.slice(0, 8);
  const scope = `${day}/${REGION}/s3/aws4_request`;
  const key = [day, REGION, "s3", "aws4_request"].reduce<Buffer>(
    (secret, step) => hmac(secret, step),
    Buffer.from(`AWS4${secretAccessKey}`),
  );
  const sign = (algorithm: string, ...rest: string[]) =>
    hmac(key, [algorithm, time, scope, ...rest].join("\n")).toString("hex");
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  const signed = names.toSorted().join(";");
  const lines = Object.entries(headers)
    .map(([name, value]) => `${name.toLowerCase()}:${value}\n`)
    .toSorted()
    .join("");
  const canonical = `PUT\n${path}\n\n${lines}\n${signed}\n${headers["x-amz-content-sha256"]}`;
  const seed = sign("AWS4-HMAC-SHA256", sha256(canonical));
  let before = seed;
  const frames = [...chunks, Buffer.alloc(0)].map((chunk) => {
    before = sign("AWS4-HMAC-SHA256-PAYLOAD", before, EMPTY, sha256(chunk));
    const head = `${chunk.length.toString(16)};chunk-signature=${before}\r\n`;
    return Buffer.concat([Buffer.from(head), chunk, Buffer.from(chunk.length > 0 ? "\r\n" : "")]);
  });
  const ending = trailer
    ? `${trailer[0]}:${trailer[1]}\r\nx-amz-trailer-signature:${sign("AWS4-HMAC-SHA256-TRAILER", before, sha256(`${trailer[0]}:${trailer[1]}\n`))}\r\n\r\n`
    : "\r\n";
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${signed}, Signature=${seed}`,
    body: Buffer.concat([...frames, Buffer.from(ending)]),
  };
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function sha256(data: string | Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}
