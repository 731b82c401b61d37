import type { ChecksumType } from "../generated/types.js";
import { ALGORITHMS, type ChecksumAlgorithm } from "./algorithms.js";

/** The members in which requests and answers carry checksums. */
export interface ChecksumMembers {
  readonly ChecksumCRC32?: string;
  readonly ChecksumCRC32C?: string;
  readonly ChecksumCRC64NVME?: string;
  readonly ChecksumSHA1?: string;
  readonly ChecksumSHA256?: string;
}

/** The checksum that an upload promises: in a header now, or in a trailer later. */
export interface PromisedChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; `undefined` while only the trailer has it. */
  readonly value: string | undefined;
}

const MEMBER = {
  CRC32: "ChecksumCRC32",
  CRC32C: "ChecksumCRC32C",
  CRC64NVME: "ChecksumCRC64NVME",
  SHA1: "ChecksumSHA1",
  SHA256: "ChecksumSHA256",
} as const;

/** The member of an answer that carries a checksum. */
export function checksumMember(algorithm: ChecksumAlgorithm, value: string): ChecksumMembers {
  return { [MEMBER[algorithm]]: value };
}

export function checksumMembers(checksum: {
  algorithm: ChecksumAlgorithm;
  value: string;
  type: ChecksumType;
}): ChecksumMembers & { ChecksumType: ChecksumType } {
  return { ...checksumMember(checksum.algorithm, checksum.value), ChecksumType: checksum.type };
}

/** The checksum among the members of a request; `undefined` when there is none. */
export function promisedChecksum(members: ChecksumMembers): PromisedChecksum | undefined {
  const algorithm = ALGORITHMS.find((name) => members[MEMBER[name]] !== undefined);
  return algorithm && { algorithm, value: members[MEMBER[algorithm]] };
}
