import type { AwsError } from "../../../runtime/errors.js";
import type { Blob } from "../../../wire/blob.js";
import { type StreamingBody, streamingBody } from "../../../wire/streaming-body.js";
import { checksumMembers, describeChecksum } from "../checksums/request.js";
import { invalidArgument, invalidRequest, s3Error } from "../errors/requests.js";
import type { HeadObjectOutput, HeadObjectRequest } from "../generated/types.js";
import type { ObjectVersion } from "../state/objects.js";

/** The selected part of an object, and its response members. */
export interface Selection extends Span {
  /** The status is 206. */
  readonly partial: boolean;
  readonly members: Pick<HeadObjectOutput, "ContentLength" | "ContentRange" | "PartsCount"> &
    Partial<ReturnType<typeof checksumMembers>>;
}

type Request = Pick<HeadObjectRequest, "Range" | "PartNumber" | "ChecksumMode">;

/**
 * The part of an object that a GET or HEAD requests by range or part number.
 *
 * @throws InvalidRange, InvalidPartNumber, InvalidRequest
 */
export function select(object: ObjectVersion, request: Request): Selection {
  const { size } = object.content;
  const { Range, PartNumber } = request;
  if (PartNumber !== undefined) return selectPart(object, PartNumber, request);
  const span = Range === undefined ? undefined : spanOf(Range, size);
  if (!span) return { start: 0, end: size, partial: false, members: whole(object, request) };
  const { start, end } = span;
  return {
    start,
    end,
    partial: true,
    members: {
      ContentRange: contentRange(span, size),
      // The checksum of the whole object is omitted for a part, because clients would verify the part with
      // it.
      ...(end - start === size ? whole(object, request) : { ContentLength: end - start }),
    },
  };
}

/**
 * Validates the part members of a request, which S3 does before it looks up the object.
 *
 * @throws InvalidRequest for a range of a part, InvalidArgument for an invalid part number
 */
export function checkPartRequest({ PartNumber, Range }: Request): void {
  if (PartNumber === undefined) return;
  if (Range !== undefined) {
    throw invalidRequest("Cannot specify both Range header and partNumber query parameter");
  }
  if (PartNumber < 1 || PartNumber > 10_000) {
    const message = "Part number must be an integer between 1 and 10000, inclusive";
    throw invalidArgument(message, "partNumber", String(PartNumber));
  }
}

function selectPart(object: ObjectVersion, number: number, request: Request): Selection {
  const { parts } = object;
  const { size } = object.content;
  if (!parts) {
    if (number > 1) throw invalidPartNumber(1, number);
    const members = whole(object, request);
    if (size === 0) return { start: 0, end: 0, partial: false, members };
    const span = { start: 0, end: size };
    return { ...span, partial: true, members: { ...members, ContentRange: contentRange(span, size) } };
  }
  // Parts are numbered from 1 without gaps, whatever their numbers in the upload.
  const part = parts[number - 1];
  if (!part) throw invalidPartNumber(parts.length, number);
  const start = parts.slice(0, number - 1).reduce((sum, { size: before }) => sum + before, 0);
  const span = { start, end: start + part.size };
  return {
    ...span,
    partial: true,
    members: {
      // An empty range cannot be expressed.
      ...(part.size > 0 && { ContentRange: contentRange(span, size) }),
      PartsCount: parts.length,
      ContentLength: part.size,
      ...(request.ChecksumMode === "ENABLED" && {
        ...(part.checksum && checksumMembers(part.checksum)),
        ...(!part.checksum && part.size === size && describeChecksum(object)),
      }),
    },
  };
}

function whole(object: ObjectVersion, { ChecksumMode }: Request): Selection["members"] {
  const ContentLength = object.content.size;
  if (ChecksumMode !== "ENABLED") return { ContentLength };
  return { ContentLength, ...describeChecksum(object) };
}

function invalidPartNumber(ActualPartCount: number, PartNumberRequested: number): AwsError {
  const message = "The requested partnumber is not satisfiable";
  return s3Error(416, "InvalidPartNumber", message, { PartNumberRequested, ActualPartCount });
}

/** Bytes of an object from `start` (inclusive) to `end` (exclusive). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const RANGE = /^bytes=(\d*)-(\d*)$/;

/**
 * The bytes of a `Range` header; `undefined` for a header that S3 ignores (malformed, or several ranges),
 * which selects the whole object.
 *
 * @throws InvalidRange if none of the bytes exist.
 */
export function spanOf(range: string, size: number): Span | undefined {
  const [, first, last] = RANGE.exec(range) ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return undefined;
  const start = first === "" ? Math.max(size - Number(last), 0) : Number(first);
  const end = first === "" || last === "" ? size : Math.min(Number(last) + 1, size);
  if (first !== "" && last !== "" && Number(first) > Number(last)) return undefined;
  if (start >= size) throw invalidRange(range, size);
  return { start, end };
}

/** The value of `Content-Range`. */
export function contentRange({ start, end }: Span, size: number): string {
  return `bytes ${start}-${end - 1}/${size}`;
}

function invalidRange(RangeRequested: string, ActualObjectSize: number): AwsError {
  const message = "The requested range is not satisfiable";
  return s3Error(416, "InvalidRange", message, { RangeRequested, ActualObjectSize });
}

const NOTHING = new Uint8Array(0);

/** Bytes of an object as a response body, shared with the stored object. */
export function bodyOf(content: Blob, { start, end }: Span): StreamingBody {
  if (start === end) return streamingBody(NOTHING);
  const whole = content.whole(start, end);
  if (whole) return streamingBody(whole);
  // A file that cannot be read is an error of the operation; once the response has begun, only the connection can end.
  content.whole(start, start + 1);
  return streamingBody(content.read(start, end));
}
