import type { WireRequest } from "../wire/message.js";
import type { MalformedSignature } from "./rejections.js";
import { VERSION_2 } from "./version2.js";

/** The SigV4 credential of a request: access key, date, region and service. */
export interface CredentialScope {
  readonly accessKeyId: string;
  /** `yyyyMMdd`. */
  readonly date: string;
  /** Empty for signatures of version 2. */
  readonly region: string;
  /** Signing name of the service: `ecs`, `states`, `elasticfilesystem`; empty for signatures of version 2. */
  readonly service: string;
}

/** The parts of a SigV4 `Authorization` header or of a presigned request's query. */
export interface Signature extends CredentialScope {
  readonly algorithm: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** Signed in the query, not in a header. */
  readonly presigned: boolean;
}

/** The result of {@link readSignature}: none, a signature, or one with missing parts. */
export type SignatureReading =
  | { readonly kind: "none" }
  | { readonly kind: "signed"; readonly signature: Signature }
  | MalformedSignature;

const ALGORITHMS = /^AWS4-(HMAC-SHA256|ECDSA-P256-SHA256)$/;
const CREDENTIAL = /^([^/\s]+(?:\/[^/\s]+)*?)\/(\d{8})\/([\w-]+)\/([\w-]+)\/aws4_request$/;

/**
 * Parses the signature of a request without verifying it
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html).
 *
 * @param readHeader parses the header of a signature of version 4.
 */
export function readSignature(
  { headers, query }: WireRequest,
  readHeader: (header: string) => SignatureReading = fromHeader,
): SignatureReading {
  const header = headers.authorization;
  const presigned = query !== "" && PRESIGNED.test(query);
  if (presigned || (query !== "" && VERSION_2_QUERY.test(query))) {
    if (header !== undefined) return twice(header);
    const parameters = new URLSearchParams(query);
    return presigned ? fromQuery(parameters) : fromVersion2Query(parameters);
  }
  if (header === undefined) return { kind: "none" };
  return header.startsWith("AWS ") ? fromVersion2Header(header) : readHeader(header);
}

/** Matches any parameter that only a presigned request has. */
const PRESIGNED = /(?:^|&)X-Amz-(?:Algorithm|Credential|Signature|SignedHeaders)=/;

/** Query services also had parameters of these names, with an action. */
const VERSION_2_QUERY = /^(?!.*(?:^|&)Action=)(?:.*&)?(?:AWSAccessKeyId|Signature)=/;

function fromVersion2Query(query: URLSearchParams): SignatureReading {
  const [accessKeyId, signature] = [query.get("AWSAccessKeyId"), query.get("Signature")];
  if (!accessKeyId || !signature || !query.get("Expires")) {
    const reason =
      "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters";
    return { kind: "malformed", reason, flaw: { kind: "version 2" }, presigned: true };
  }
  return version2(accessKeyId, signature, true);
}

function fromVersion2Header(header: string): SignatureReading {
  const [, accessKeyId, signature] = /^AWS ([^:\s]+):(\S+)$/.exec(header) ?? [];
  if (accessKeyId === undefined || signature === undefined) {
    const reason = `AWS authorization header is invalid: ${header}`;
    return { kind: "malformed", reason, flaw: { kind: "scheme", header }, presigned: false };
  }
  return version2(accessKeyId, signature, false);
}

function version2(accessKeyId: string, signature: string, presigned: boolean): SignatureReading {
  const scope = version2Scope(accessKeyId);
  return {
    kind: "signed",
    signature: { ...scope, algorithm: VERSION_2, signedHeaders: [], signature, presigned },
  };
}

/** The scope of a signature of version 2, which contains no region, day and service. */
export function version2Scope(accessKeyId: string): CredentialScope {
  return { accessKeyId, date: "", region: "", service: "" };
}

function twice(header: string): MalformedSignature {
  const reason = "The request is signed both in its Authorization header and in its query string.";
  return { kind: "malformed", reason, flaw: { kind: "twice", header }, presigned: true };
}

/** The header as all SDKs write it. Other forms, and their errors, are parsed part by part. */
const USUAL_HEADER =
  /^(AWS4-HMAC-SHA256) Credential=([^/\s,]+)\/(\d{8})\/([\w-]+)\/([\w-]+)\/aws4_request, ?SignedHeaders=([\w;-]+), ?Signature=(\w+)$/;

/** Parses the `Authorization` header of a signature of version 4. */
export function fromHeader(header: string): SignatureReading {
  const usual = USUAL_HEADER.exec(header);
  if (!usual) return fromUnusualHeader(header);
  // By index: array destructuring costs several times as much.
  const signature = {
    algorithm: usual[1] ?? "",
    accessKeyId: usual[2] ?? "",
    date: usual[3] ?? "",
    region: usual[4] ?? "",
    service: usual[5] ?? "",
    signedHeaders: (usual[6] ?? "").split(";"),
    signature: usual[7] ?? "",
    presigned: false,
  };
  return { kind: "signed", signature };
}

function fromUnusualHeader(header: string): SignatureReading {
  const space = header.indexOf(" ");
  const algorithm = space < 0 ? header : header.slice(0, space);
  if (!ALGORITHMS.test(algorithm)) {
    return {
      kind: "malformed",
      reason: `Unsupported AWS 'algorithm': '${algorithm}'. Authorization=${header}`,
      flaw: { kind: "scheme", header },
      presigned: false,
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
    const reason = `${reasons.join(" ")} Authorization=${header}`;
    return { kind: "malformed", reason, flaw: { kind: "parts" }, presigned: false };
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
  const part = (name: string) => query.get(`X-Amz-${name}`) ?? "";
  const needed = ["Algorithm", "Credential", "SignedHeaders", "Signature"] as const;
  const missing = needed.filter((name) => part(name) === "");
  if (missing.length > 0) {
    const reason = missing
      .map((name) => `AWS query-string parameters must include 'X-Amz-${name}'.`)
      .join(" ");
    return { kind: "malformed", reason, flaw: { kind: "parts" }, presigned: true };
  }
  const [algorithm, credential, signedHeaders, signature] = needed.map(part);
  if (!ALGORITHMS.test(algorithm ?? "")) {
    const reason = `Unsupported AWS 'algorithm': '${algorithm}'.`;
    return { kind: "malformed", reason, flaw: { kind: "algorithm" }, presigned: true };
  }
  return fromParts(algorithm ?? "", credential, signedHeaders, signature, true);
}

function fromParts(
  algorithm: string,
  credential = "",
  signedHeaders = "",
  signature = "",
  presigned: boolean,
): SignatureReading {
  const scope = readCredential(credential);
  if (!scope) {
    const reason = `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`;
    return { kind: "malformed", reason, flaw: { kind: "credential", credential }, presigned };
  }
  return {
    kind: "signed",
    signature: {
      algorithm,
      ...scope,
      signedHeaders: signedHeaders.split(";"),
      signature,
      presigned,
    },
  };
}

/** Parses `key/date/region/service/aws4_request`; `undefined` for any other string. */
export function readCredential(credential: string): CredentialScope | undefined {
  const scope = CREDENTIAL.exec(credential);
  if (!scope) return undefined;
  const [, accessKeyId = "", date = "", region = "", service = ""] = scope;
  return { accessKeyId, date, region, service };
}
