import { copyRangeOutside, copyRangeTooLong, malformedCopyRange } from "../errors/uploads.js";

/** Bytes of a source, `start` included and `end` excluded. */
export interface CopyRange {
  readonly start: number;
  readonly end: number;
}

/**
 * What UploadPartCopy copies of an object. Unlike a GET's range, one that is
 * malformed or reaches beyond the object is an error.
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
