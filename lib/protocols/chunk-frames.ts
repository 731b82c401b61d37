import type { ChunkSignatures } from "../wire/chunk-signatures.js";
import { trimmedValue } from "../wire/header-values.js";
import { incomplete, malformedTrailer, smallChunk } from "./chunk-errors.js";

/** How the frames of a body are signed. */
export interface Framing {
  /** The body declaration of the request: `STREAMING-AWS4-HMAC-SHA256-PAYLOAD`, .... */
  readonly payload: string;
  /** Verifies the signatures of chunks and trailers; omitted if they are not verified. */
  readonly chunkSignatures?: ChunkSignatures | undefined;
}

const LINE_FEED = 0x0a;
/** Minimum size of every chunk except the last, in bytes. */
const SMALLEST_CHUNK = 8192;
/** Longer lines between chunks are not frames of any client. */
const MAX_LINE = 16 * 1024;

/** A size and an optional parameter; whitespace around either is ignored (recorded). */
const CHUNK_HEAD = /^([0-9a-fA-F]{1,8})[ \t]*(?:;[ \t]*([\w-]+)[ \t]*=[ \t]*([^ \t;]*)[ \t]*)?$/;

type Expectation = "head" | "content" | "end of chunk" | "trailer" | "nothing";

/** Parses frames: passes bytes on and collects lines. */
export class ChunkFrames {
  private expected: Expectation = "head";
  /** Remaining bytes of the open chunk. */
  private open = 0;
  private total = 0;
  /** Number of started chunks. */
  private count = 0;
  /** Size of the previous chunk. */
  private size = SMALLEST_CHUNK;
  private line = "";
  private trailerLines = "";
  private trailerSignature: string | undefined;
  private readonly chunkSignatures: ChunkSignatures | undefined;
  private readonly signed: boolean;
  /** Trailers, or their absence, have a signature of their own. */
  private readonly signsTrailers: boolean;

  constructor(
    private readonly length: number,
    private readonly announced: readonly string[],
    private readonly trailers: Map<string, string>,
    { payload, chunkSignatures }: Framing,
  ) {
    this.chunkSignatures = chunkSignatures;
    this.signed = !payload.startsWith("STREAMING-UNSIGNED-");
    this.signsTrailers = this.signed && payload.endsWith("-TRAILER");
  }

  /** Returns the content in a piece of the body. */
  push(piece: Uint8Array): Uint8Array[] {
    const pieces: Uint8Array[] = [];
    let rest = piece;
    while (rest.length > 0) {
      if (this.expected === "content") {
        const content = rest.subarray(0, this.open);
        rest = rest.subarray(content.length);
        this.take(content);
        pieces.push(content);
      } else if (this.ended) return pieces;
      else rest = this.readLine(rest);
    }
    return pieces;
  }

  private take(content: Uint8Array): void {
    this.open -= content.length;
    this.total += content.length;
    this.chunkSignatures?.add(content);
    if (this.open > 0) return;
    this.expected = "end of chunk";
  }

  /** Reads up to the end of a line, if it has arrived. */
  private readLine(bytes: Uint8Array): Uint8Array {
    const end = bytes.indexOf(LINE_FEED);
    const part = end < 0 ? bytes : bytes.subarray(0, end);
    this.line += Buffer.from(part).toString("latin1");
    if (this.line.length > MAX_LINE) throw incomplete();
    if (end < 0) return bytes.subarray(bytes.length);
    // S3 rejects lines that end with only a line feed (recorded).
    if (!this.line.endsWith("\r")) throw incomplete();
    const line = this.line.slice(0, -1);
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
        this.chunkSignatures?.close();
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

  /** For unsigned frames, S3 ignores what follows their end (recorded). */
  private get ended(): boolean {
    return this.expected === "nothing" && !this.signed;
  }

  private begin(line: string): void {
    const [, size, parameter, signature] = CHUNK_HEAD.exec(line) ?? [];
    if (size === undefined || (this.signed && !signature)) throw incomplete();
    this.open = Number.parseInt(size, 16);
    this.count++;
    if (this.open > 0 && this.size < SMALLEST_CHUNK) throw smallChunk(this.count, this.size);
    this.size = this.open;
    this.chunkSignatures?.open(parameter === "chunk-signature" ? signature : undefined);
    if (this.open > 0) {
      this.expected = "content";
      return;
    }
    this.chunkSignatures?.close();
    this.expected = "trailer";
  }

  private acceptTrailer(line: string): void {
    if (line === "") {
      this.expected = "nothing";
      return;
    }
    const colon = line.indexOf(":");
    if (colon <= 0) throw malformedTrailer();
    const name = trimmedValue(line.slice(0, colon)).toLowerCase();
    const value = trimmedValue(line.slice(colon + 1));
    if (this.signed && name === "x-amz-trailer-signature") {
      this.trailerSignature = value;
      return;
    }
    if (!this.announced.includes(name)) throw malformedTrailer();
    // If trailers have the same name, S3 uses the last one (recorded).
    this.trailers.set(name, value);
    this.trailerLines += `${name}:${value}\n`;
  }

  /** @throws AwsError when the body ended too early, or lacks a trailer that it announced. */
  finish(): void {
    // Some clients omit the last empty line.
    if (this.expected !== "trailer" && this.expected !== "nothing") throw incomplete();
    // An incomplete line is not a trailer.
    if (this.line !== "") throw incomplete();
    if (this.total !== this.length) throw incomplete();
    if (this.announced.some((name) => !this.trailers.has(name))) throw malformedTrailer();
    if (!this.signed || (!this.signsTrailers && this.trailers.size === 0)) return;
    if (this.trailerSignature === undefined) throw incomplete();
    // Without trailers, S3 expects the signature of an empty line (recorded).
    this.chunkSignatures?.trailer(this.trailerLines || "\n", this.trailerSignature);
  }
}
