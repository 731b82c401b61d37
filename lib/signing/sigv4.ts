import { createHash, createHmac, type Hash, type Hmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import { own } from "../values/own.js";
import { canonicalValue } from "../wire/header-values.js";
import type { WireRequest } from "../wire/message.js";
import type { Calculation } from "./rejections.js";
import type { Signature } from "./scope.js";
import { headerOf } from "./signed-headers.js";
import { basicTime } from "./times.js";

/** A request as it was signed, and the secret to repeat the signature. */
export interface SignedRequest {
  readonly request: WireRequest;
  readonly signature: Signature;
  readonly secretAccessKey: string;
  /** Milliseconds since the epoch. */
  readonly signedAt: number;
  readonly payloadHash: string;
  /** The path is signed as sent: see `SigningProfile`. */
  readonly signsRawPath: boolean;
}

/** Calculates the expected signature of a request. */
export type CalculateSignature = (signed: SignedRequest) => Promise<Calculation>;

/**
 * Signs a received request again. The SDK's own `sign` is unsuitable: it adds its own date and token and
 * drops headers that it would not sign. So its parts are used with the headers that the client signed.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export const calculateSignature: CalculateSignature = ({
  signature,
  secretAccessKey,
  signsRawPath,
  ...signed
}) => new Recalculation(signature, secretAccessKey, signsRawPath).of(signed);

class Recalculation extends SignatureV4 {
  constructor(
    private readonly found: Signature,
    secretAccessKey: string,
    private readonly signsRawPath: boolean,
  ) {
    const { accessKeyId, region, service } = found;
    super({
      credentials: { accessKeyId, secretAccessKey },
      region,
      service,
      sha256: NodeSha256,
      // A path that is signed as sent is encoded once.
      uriEscapePath: !signsRawPath,
    });
  }

  async of({
    request,
    signedAt,
    payloadHash,
  }: Omit<SignedRequest, "signature" | "secretAccessKey" | "signsRawPath">) {
    const { algorithm, date, region, service, signedHeaders } = this.found;
    const canonicalRequest = this.createCanonicalRequest(
      {
        method: request.method,
        protocol: "http:",
        hostname: "",
        path: this.signsRawPath ? encodedOnce(request.path) : request.path,
        query: queryOf(request.query),
        headers: {},
      },
      canonicalHeaders(request, signedHeaders),
      payloadHash,
    );
    const scope = `${date}/${region}/${service}/aws4_request`;
    const time = basicTime(signedAt);
    const stringToSign = await this.createStringToSign(time, scope, canonicalRequest, algorithm);
    const signature = await this.sign(stringToSign, { signingDate: new Date(signedAt) });
    return { canonicalRequest, stringToSign, signature };
  }
}

/**
 * Clients may send characters unencoded that the canonical form encodes (`$`, `:`), and encode the slash,
 * which it does not: S3 signs `/bucket/%2Fkey` as `/bucket//key`.
 */
function encodedOnce(path: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    // Percent signs that encode nothing are signed unchanged.
    return path;
  }
  return decoded.split("/").map(encodedSegment).join("/");
}

function encodedSegment(segment: string): string {
  return encodeURIComponent(segment).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function queryOf(text: string): Record<string, string[]> {
  const query: Record<string, string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) {
    const values = own(query, name);
    if (values) values.push(value);
    else query[name] = [value];
  }
  return query;
}

function canonicalHeaders({ headers }: WireRequest, names: readonly string[]): Record<string, string> {
  const sent = (name: string) => own(headers, headerOf(name)) ?? "";
  return Object.fromEntries(names.map((name) => [name, canonicalValue(sent(name))]));
}

type HashInput = string | ArrayBuffer | ArrayBufferView;

/** SHA-256, or its HMAC with a key, in the signer's interface. */
export class NodeSha256 {
  private readonly hash: Hash | Hmac;

  constructor(key?: HashInput) {
    this.hash = key === undefined ? createHash("sha256") : createHmac("sha256", toInput(key));
  }

  update(data: HashInput): void {
    this.hash.update(toInput(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }
}

function toInput(data: HashInput): string | Uint8Array {
  if (typeof data === "string") return data;
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
