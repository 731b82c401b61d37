import type { ChunkSeals } from "../core/chunk-seals.js";
import { AwsError } from "../core/errors.js";
import { own } from "../core/own.js";
import { type StreamingBody, streamingBody } from "../core/streaming.js";
import type { RequestHead } from "../core/wire-hooks.js";

/** A request whose framing is taken off. */
export interface Unframed {
  /** Lengths and encodings are those of the content. */
  readonly head: RequestHead;
  readonly body: StreamingBody;
}

/** Whether the body of a request comes in the frames of `aws-chunked`. */
export function isChunked({ headers }: RequestHead): boolean {
  return headers["x-amz-content-sha256"]?.startsWith("STREAMING-") === true;
}

/**
 * Takes the frames off a body, and its trailers apart.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 *
 * @throws AwsError `MissingContentLength` when the length of the content is not told.
 */
export function unframe(
  head: RequestHead,
  body: Uint8Array | AsyncIterable<Uint8Array>,
  seals?: ChunkSeals,
): Unframed {
  const length = head.headers["x-amz-decoded-content-length"];
  if (length === undefined || !/^\d+$/.test(length)) throw missingLength();
  const trailers: Record<string, string> = Object.create(null);
  const announced = announcedTrailers(head);
  const frames = new Frames(Number(length), announced, trailers, seals);
  const content = body instanceof Uint8Array ? allOf(body, frames) : oneByOne(body, frames);
  return {
    head: { ...head, headers: { ...head.headers, ...contentHeaders(head, length) } },
    body: streamingBody(content, { trailers, announced }),
  };
}

function allOf(body: Uint8Array, frames: Frames): Uint8Array {
  const pieces = frames.push(body);
  frames.finish();
  const [only = body.subarray(0, 0)] = pieces;
  return pieces.length > 1 ? Buffer.concat(pieces) : only;
}

async function* oneByOne(body: AsyncIterable<Uint8Array>, frames: Frames): AsyncGenerator<Uint8Array> {
  for await (const piece of body) yield* frames.push(piece);
  frames.finish();
}

function contentHeaders({ headers }: RequestHead, length: string): Record<string, string | undefined> {
  const encodings = headers["content-encoding"]
    ?.split(",")
    .map((encoding) => encoding.trim())
    .filter((encoding) => encoding !== "" && encoding !== "aws-chunked")
    .join(",");
  return { "content-length": length, "content-encoding": encodings === "" ? undefined : encodings };
}

/** The trailers that a request announces. */
function announcedTrailers({ headers }: RequestHead): string[] {
  return (headers["x-amz-trailer"] ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "");
}

const LINE_FEED = 0x0a;
/** Bytes that every chunk but the last must have. */
const SMALLEST_CHUNK = 8192;
/** Longer lines between chunks are no frame of any client's. */
const MAX_LINE = 16 * 1024;

type Expectation = "head" | "content" | "end of chunk" | "trailer" | "nothing";

/** Reads frames: bytes go through, lines are gathered. */
class Frames {
  private expected: Expectation = "head";
  /** Bytes of the open chunk that are still to come. */
  private open = 0;
  private total = 0;
  /** Chunks that began. */
  private count = 0;
  /** Bytes of the chunk before. */
  private size = SMALLEST_CHUNK;
  private line = "";
  private trailerLines = "";
  private trailerSignature: string | undefined;

  constructor(
    private readonly length: number,
    private readonly announced: readonly string[],
    private readonly trailers: Record<string, string>,
    private readonly seals: ChunkSeals | undefined,
  ) {}

  /** The content in a piece of the body. */
  push(piece: Uint8Array): Uint8Array[] {
    const pieces: Uint8Array[] = [];
    let rest = piece;
    while (rest.length > 0) {
      if (this.expected === "content") {
        const content = rest.subarray(0, this.open);
        rest = rest.subarray(content.length);
        this.take(content);
        pieces.push(content);
      } else {
        rest = this.readLine(rest);
      }
    }
    return pieces;
  }

  private take(content: Uint8Array): void {
    this.open -= content.length;
    this.total += content.length;
    this.seals?.add(content);
    if (this.open > 0) return;
    this.expected = "end of chunk";
  }

  /** Reads up to the end of a line, if it is there. */
  private readLine(bytes: Uint8Array): Uint8Array {
    const end = bytes.indexOf(LINE_FEED);
    const part = end < 0 ? bytes : bytes.subarray(0, end);
    this.line += Buffer.from(part).toString("latin1");
    if (this.line.length > MAX_LINE) throw incomplete();
    if (end < 0) return bytes.subarray(bytes.length);
    const line = this.line.endsWith("\r") ? this.line.slice(0, -1) : this.line;
    this.line = "";
    this.accept(line);
    return bytes.subarray(end + 1);
  }

  private accept(line: string): void {
    switch (this.expected) {
      case "head":
        this.begin(line);
        return;
      case "end of chunk":
        if (line !== "") throw incomplete();
        this.seals?.close();
        this.expected = "head";
        return;
      case "trailer":
        this.acceptTrailer(line);
        return;
      default:
        // Clients may end the body with empty lines.
        if (line !== "") throw incomplete();
    }
  }

  private begin(line: string): void {
    const head = /^([0-9a-fA-F]{1,8})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(line);
    if (!head?.[1]) throw incomplete();
    this.open = Number.parseInt(head[1], 16);
    this.count++;
    if (this.open > 0 && this.size < SMALLEST_CHUNK) throw smallChunk(this.count, this.size);
    this.size = this.open;
    this.seals?.open(head[2]);
    if (this.open > 0) {
      this.expected = "content";
      return;
    }
    this.seals?.close();
    this.expected = "trailer";
  }

  private acceptTrailer(line: string): void {
    if (line === "") {
      this.expected = "nothing";
      return;
    }
    const colon = line.indexOf(":");
    if (colon <= 0) throw malformedTrailer();
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name === "x-amz-trailer-signature") this.trailerSignature = value;
    else {
      this.trailers[name] = value;
      this.trailerLines += `${name}:${value}\n`;
    }
  }

  /** @throws AwsError when the body ended too early, or lacks a trailer that it announced. */
  finish(): void {
    // Some clients leave out the last empty line.
    if (this.expected !== "trailer" && this.expected !== "nothing") throw incomplete();
    if (this.total !== this.length) throw incomplete();
    if (this.announced.some((name) => own(this.trailers, name) === undefined)) throw malformedTrailer();
    if (this.announced.length > 0) this.seals?.trailer(this.trailerLines, this.trailerSignature);
  }
}

function missingLength(): AwsError {
  const message = "You must provide the Content-Length HTTP header.";
  return new AwsError("MissingContentLength", message, { status: 411 });
}

function incomplete(): AwsError {
  return new AwsError("IncompleteBody", "The request body terminated unexpectedly", { status: 400 });
}

function smallChunk(Chunk: number, BadChunkSize: number): AwsError {
  const message = "Only the last chunk is allowed to have a size less than 8192 bytes";
  return new AwsError("InvalidChunkSizeError", message, { status: 403, members: { Chunk, BadChunkSize } });
}

function malformedTrailer(): AwsError {
  const message =
    "The request contained trailing data that was not well-formed or did not conform to our published schema.";
  return new AwsError("MalformedTrailerError", message, { status: 400 });
}
