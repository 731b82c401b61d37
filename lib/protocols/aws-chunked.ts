import { trimmedValue } from "../wire/header-values.js";
import type { RequestHead } from "../wire/hooks.js";
import { type StreamingBody, streamingBody } from "../wire/streaming-body.js";
import { missingLength, unsupportedTrailer } from "./chunk-errors.js";
import { ChunkFrames, type Framing } from "./chunk-frames.js";

/** A request without its framing. */
export interface Unframed {
  /** Lengths and encodings are those of the content. */
  readonly head: RequestHead;
  readonly body: StreamingBody;
}

/**
 * Removes the frames of a body, and separates its trailers.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 *
 * @throws AwsError `MissingContentLength` if the length of the content is not declared.
 */
export function unframe(
  head: RequestHead,
  body: Uint8Array | AsyncIterable<Uint8Array>,
  framing: Framing,
): Unframed {
  const length = head.headers["x-amz-decoded-content-length"];
  if (length === undefined || !/^\d+$/.test(length)) throw missingLength();
  const trailers = new Map<string, string>();
  const announced = announcedTrailers(head);
  const frames = new ChunkFrames(Number(length), announced, trailers, framing);
  const content = body instanceof Uint8Array ? allOf(body, frames) : oneByOne(body, frames);
  return {
    head: { ...head, headers: { ...head.headers, ...contentHeaders(head, length) } },
    body: streamingBody(content, { trailers, announced }),
  };
}

function allOf(body: Uint8Array, frames: ChunkFrames): Uint8Array {
  const pieces = frames.push(body);
  frames.finish();
  const [only = body.subarray(0, 0)] = pieces;
  return pieces.length > 1 ? Buffer.concat(pieces) : only;
}

async function* oneByOne(body: AsyncIterable<Uint8Array>, frames: ChunkFrames): AsyncGenerator<Uint8Array> {
  for await (const piece of body) yield* frames.push(piece);
  frames.finish();
}

function contentHeaders({ headers }: RequestHead, length: string): Record<string, string | undefined> {
  const encodings = headers["content-encoding"]
    ?.split(",")
    .map(trimmedValue)
    .filter((encoding) => encoding !== "" && encoding !== "aws-chunked")
    .join(",");
  return { "content-length": length, "content-encoding": encodings === "" ? undefined : encodings };
}

/** All trailers that S3 supports are checksums. */
const SUPPORTED = /^x-amz-checksum-(?:crc32|crc32c|crc64nvme|md5|sha1|sha256|sha512|xxhash\d+)$/;

/**
 * The trailers that a request announces. The list may end with a comma, but not start with one.
 *
 * @throws InvalidRequest
 */
function announcedTrailers({ headers }: RequestHead): string[] {
  const list = headers["x-amz-trailer"];
  if (list === undefined) return [];
  const names = list.split(",").map((name) => trimmedValue(name).toLowerCase());
  if (names.at(-1) === "") names.pop();
  if (!names.every((name) => SUPPORTED.test(name))) throw unsupportedTrailer();
  return names;
}
