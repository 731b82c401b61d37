import type { WireRequest } from "../http/message.js";

/** Who signed a request and for what, as its SigV4 credential says. */
export interface CredentialScope {
  readonly accessKeyId: string;
  /** `yyyyMMdd`. */
  readonly date: string;
  readonly region: string;
  /** Signing name of the service: `ecs`, `states`, `elasticfilesystem`. */
  readonly service: string;
}

/** The parts of a SigV4 `Authorization` header or of the query of a presigned request. */
export interface Signature extends CredentialScope {
  readonly algorithm: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** Signed by query parameters, not by a header. */
  readonly presigned: boolean;
}

/** What {@link readSignature} found: nothing, a signature, or one that lacks parts. */
export type SignatureReading =
  | { readonly kind: "none" }
  | { readonly kind: "signed"; readonly signature: Signature }
  | { readonly kind: "malformed"; readonly reason: string };

const ALGORITHMS = /^AWS4-(HMAC-SHA256|ECDSA-P256-SHA256)$/;
const CREDENTIAL = /^([^/\s]+(?:\/[^/\s]+)*?)\/(\d{8})\/([\w-]+)\/([\w-]+)\/aws4_request$/;

/**
 * Reads the signature of a request without checking it
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html).
 */
export function readSignature(request: WireRequest): SignatureReading {
  const header = request.headers.authorization;
  if (header !== undefined) return fromHeader(header);
  return request.query.includes("X-Amz-Signature=")
    ? fromQuery(new URLSearchParams(request.query))
    : { kind: "none" };
}

/** The header as every SDK writes it; others, and what is wrong with them, are found out part by part. */
const USUAL_HEADER =
  /^(AWS4-HMAC-SHA256) Credential=([^/\s,]+)\/(\d{8})\/([\w-]+)\/([\w-]+)\/aws4_request, ?SignedHeaders=([\w;-]+), ?Signature=(\w+)$/;

function fromHeader(header: string): SignatureReading {
  const usual = USUAL_HEADER.exec(header);
  if (!usual) return fromUnusualHeader(header);
  const [
    ,
    algorithm = "",
    accessKeyId = "",
    date = "",
    region = "",
    service = "",
    signed = "",
    signature = "",
  ] = usual;
  const signedHeaders = signed.split(";");
  return {
    kind: "signed",
    signature: { algorithm, accessKeyId, date, region, service, signedHeaders, signature, presigned: false },
  };
}

function fromUnusualHeader(header: string): SignatureReading {
  const space = header.indexOf(" ");
  const algorithm = space < 0 ? header : header.slice(0, space);
  if (!ALGORITHMS.test(algorithm)) {
    return {
      kind: "malformed",
      reason: `Unsupported AWS 'algorithm': '${algorithm}'. Authorization=${header}`,
    };
  }
  const parts = new Map<string, string>();
  for (const part of header.slice(space + 1).split(",")) {
    const mark = part.indexOf("=");
    if (mark > 0) parts.set(part.slice(0, mark).trim(), part.slice(mark + 1).trim());
  }
  const missing = ["Credential", "Signature", "SignedHeaders"].filter((name) => !parts.get(name));
  if (missing.length > 0) {
    const reasons = missing.map((name) => `Authorization header requires '${name}' parameter.`);
    return { kind: "malformed", reason: `${reasons.join(" ")} Authorization=${header}` };
  }
  return fromParts(
    algorithm,
    parts.get("Credential"),
    parts.get("SignedHeaders"),
    parts.get("Signature"),
    false,
  );
}

function fromQuery(query: URLSearchParams): SignatureReading {
  const credential = query.get("X-Amz-Credential") ?? undefined;
  const signedHeaders = query.get("X-Amz-SignedHeaders") ?? undefined;
  const algorithm = query.get("X-Amz-Algorithm") ?? "";
  return fromParts(algorithm, credential, signedHeaders, query.get("X-Amz-Signature") ?? undefined, true);
}

function fromParts(
  algorithm: string,
  credential = "",
  signedHeaders = "",
  signature = "",
  presigned: boolean,
): SignatureReading {
  const scope = CREDENTIAL.exec(credential);
  if (!scope) {
    return {
      kind: "malformed",
      reason: `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
    };
  }
  const [, accessKeyId = "", date = "", region = "", service = ""] = scope;
  return {
    kind: "signed",
    signature: {
      algorithm,
      accessKeyId,
      date,
      region,
      service,
      signedHeaders: signedHeaders.split(";"),
      signature,
      presigned,
    },
  };
}
