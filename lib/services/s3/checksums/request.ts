import type { StreamingBody } from "../../../wire/streaming-body.js";
import { badChecksum, checksumInvalid, checksumUnsupported, severalChecksums } from "../errors/uploads.js";
import type { ChecksumType } from "../generated/types.js";
import type { ObjectVersion } from "../state/objects.js";
import { ALGORITHMS, type ChecksumAlgorithm } from "./algorithms.js";

/** The members with checksums in requests and responses. */
export interface ChecksumMembers {
  readonly ChecksumCRC32?: string;
  readonly ChecksumCRC32C?: string;
  readonly ChecksumCRC64NVME?: string;
  readonly ChecksumSHA1?: string;
  readonly ChecksumSHA256?: string;
}

/** The members of an upload: its checksums, and its body with trailers. */
export type ChecksummedUpload = ChecksumMembers & { readonly Body?: StreamingBody };

/** The checksum announced by an upload, in a header or in a trailer. */
export interface PromisedChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; `undefined` until the trailer arrives. */
  readonly value: string | undefined;
}

const MEMBER = {
  CRC32: "ChecksumCRC32",
  CRC32C: "ChecksumCRC32C",
  CRC64NVME: "ChecksumCRC64NVME",
  SHA1: "ChecksumSHA1",
  SHA256: "ChecksumSHA256",
} as const;

const BYTES = { CRC32: 4, CRC32C: 4, CRC64NVME: 8, SHA1: 20, SHA256: 32 } as const;

/** Algorithms in newer models that are not simulated. */
const UNSUPPORTED: ReadonlySet<string> = new Set([
  "ChecksumSHA512",
  "ChecksumMD5",
  "ChecksumXXHASH64",
  "ChecksumXXHASH3",
  "ChecksumXXHASH128",
]);

const HEADER = "x-amz-checksum-";

/** The header or trailer of an algorithm. */
export function checksumHeader(algorithm: ChecksumAlgorithm): string {
  return HEADER + algorithm.toLowerCase();
}

/** The response member of a checksum. */
export function checksumMember(algorithm: ChecksumAlgorithm, value: string): ChecksumMembers {
  return { [MEMBER[algorithm]]: value };
}

export function checksumMembers(checksum: {
  algorithm: ChecksumAlgorithm;
  value: string;
  type: ChecksumType;
}): ChecksumMembers & { ChecksumType: ChecksumType } {
  return { ChecksumType: checksum.type, ...checksumMember(checksum.algorithm, checksum.value) };
}

/** The checksum of an algorithm among members; `undefined` if absent. */
export function checksumIn(members: ChecksumMembers, algorithm: ChecksumAlgorithm): string | undefined {
  return members[MEMBER[algorithm]];
}

/**
 * The checksum announced by an upload; `undefined` if there is none. `x-amz-sdk-checksum-algorithm` alone is
 * a hint that S3 ignores.
 *
 * @throws InvalidRequest for several, and for other algorithms.
 */
export function promisedChecksum(upload: ChecksummedUpload): PromisedChecksum | undefined {
  for (const member in upload) if (UNSUPPORTED.has(member)) throw checksumUnsupported();
  let promised: PromisedChecksum | undefined;
  for (const algorithm of ALGORITHMS) {
    const value = upload[MEMBER[algorithm]];
    if (value === undefined && !isAnnounced(upload, algorithm)) continue;
    if (promised) throw severalChecksums();
    promised = { algorithm, value };
  }
  return promised;
}

/** @throws InvalidRequest for a value that cannot be a checksum of its algorithm. */
export function checkPromisedValue({ algorithm, value }: PromisedChecksum): void {
  if (value !== undefined && !isChecksum(algorithm, value)) throw checksumInvalid(algorithm);
}

function isAnnounced({ Body }: ChecksummedUpload, algorithm: ChecksumAlgorithm): boolean {
  return (
    Body !== undefined && Body.announced.length > 0 && Body.announced.includes(checksumHeader(algorithm))
  );
}

/** Whether a string is base64 of the algorithm's size. */
export function isChecksum(algorithm: ChecksumAlgorithm, text: string): boolean {
  const bytes = Buffer.from(text, "base64");
  return bytes.length === BYTES[algorithm] && bytes.toString("base64") === text;
}

/**
 * Verifies a complete body against the announced checksum.
 *
 * @throws BadDigest if it differs; InvalidRequest for a trailer that is not a checksum.
 */
export function checkPromised(
  { algorithm, value }: PromisedChecksum,
  computed: string,
  body: StreamingBody | undefined,
): void {
  const expected = value ?? body?.trailers.get(checksumHeader(algorithm));
  if (expected === undefined) return;
  if (value === undefined && !isChecksum(algorithm, expected)) throw checksumInvalid(algorithm);
  if (expected !== computed) throw badChecksum(algorithm);
}

/** The response members for an object's checksum; a composite one ends with the number of parts. */
export function describeChecksum({
  checksum,
  checksumHidden,
  parts,
}: ObjectVersion): Partial<ReturnType<typeof checksumMembers>> {
  if (checksumHidden) return {};
  if (checksum.type !== "COMPOSITE") return checksumMembers(checksum);
  return checksumMembers({ ...checksum, value: `${checksum.value}-${parts?.length ?? 1}` });
}
