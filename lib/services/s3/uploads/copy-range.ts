import { copyRangeOutside, copyRangeTooLong, malformedCopyRange } from "../errors/uploads.js";

/** Bytes of a source, `start` inclusive and `end` exclusive. */
export interface CopyRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The bytes that UploadPartCopy copies. Unlike in a GET, a range that is malformed or exceeds the object is
 * an error.
 *
 * @throws InvalidArgument, InvalidRequest
 */
export function copyRange(header: string | undefined, size: number): CopyRange {
  if (header === undefined) return { start: 0, end: size };
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(header) ?? [];
  const start = Number(first);
  const end = Number(last) + 1;
  if (first === undefined || last === undefined || start >= end) throw malformedCopyRange(header);
  if (start >= size) throw copyRangeOutside();
  if (end > size) throw copyRangeTooLong(header, size);
  return { start, end };
}
