import type { ServerResponse } from "node:http";
import { Readable, type Writable } from "node:stream";
import type { WireResponse } from "../wire/message.js";

/** A body that is sent in pieces. */
type Pieces = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** Bytes of a response that are written before the backpressure of the socket is checked. */
const AT_ONCE = 512 * 1024;

/** Length of a text above which Node takes longer to join it to the headers than to send it apart. */
const LONG_TEXT = 16 * 1024;

/** The same for bytes, which have to become text to be joined. */
const MANY_BYTES = 8 * 1024;

/** Whether a body is sent in pieces. */
export function isInPieces(body: WireResponse["body"]): body is Pieces {
  return body !== undefined && typeof body !== "string" && !(body instanceof Uint8Array);
}

/**
 * Sends a body in pieces and respects backpressure. Resolves also if the client disconnects.
 *
 * @throws any error of the iterable
 */
export function sendPieces(body: Pieces, response: Writable): Promise<void> {
  return Symbol.iterator in body ? writeAll(body, response) : stream(body, response);
}

/**
 * Sends the head of a response and its body, which is in memory. Node joins a text to the head, but what is
 * given to `end` is followed by an empty piece, and two pieces cost six microseconds more than one.
 */
export function sendWhole(body: string | Uint8Array | undefined, response: ServerResponse): void {
  const isText = typeof body === "string";
  if (!body?.length) response.end();
  else if (body.length > (isText ? LONG_TEXT : MANY_BYTES)) response.end(isText ? Buffer.from(body) : body);
  else if (isText) response.write(body, () => response.end());
  else response.write(latin1(body), "latin1", () => response.end());
}

function latin1({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString("latin1");
}

/** Adds the header Content-Length if it is missing; statuses without a body have none. */
export function addLength(
  status: number,
  headers: Record<string, string>,
  body: string | Uint8Array | undefined,
): void {
  if (status !== 204 && status !== 304 && !hasLength(headers))
    headers["content-length"] = String(body === undefined ? 0 : Buffer.byteLength(body));
}

/** Protocols write header names as AWS does; headers outside the model are in lower case. */
function hasLength(headers: Readonly<Record<string, string>>): boolean {
  return headers["Content-Length"] !== undefined || headers["content-length"] !== undefined;
}

/** Node's errors for a header that HTTP cannot carry. */
export function isInvalidHeader(error: unknown): error is Error {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return error.code === "ERR_INVALID_CHAR" || error.code === "ERR_INVALID_HTTP_TOKEN";
}

/**
 * The body of the 500 response that replaces one with such a header; a closed connection would explain
 * nothing.
 */
export function cannotBeSent({ message }: Error): string {
  return `The response cannot be sent: ${message}. This is a bug in aws-sim; please report it.\n`;
}

/** Writes pieces that are in memory, many in one system call. */
async function writeAll(pieces: Iterable<Uint8Array>, response: Writable): Promise<void> {
  let written = 0;
  response.cork();
  for (const piece of pieces) {
    response.write(piece);
    written += piece.length;
    if (written < AT_ONCE) continue;
    response.uncork();
    if (response.writableNeedDrain) await writable(response);
    if (response.destroyed) return;
    written = 0;
    response.cork();
  }
  response.end();
}

function writable(response: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off("drain", done);
      response.off("close", done);
      resolve();
    };
    response.on("drain", done);
    response.on("close", done);
  });
}

function stream(body: AsyncIterable<Uint8Array>, response: Writable): Promise<void> {
  return new Promise((resolve, reject) => {
    const source = Readable.from(body, { objectMode: false });
    source.once("error", reject);
    response.once("close", () => {
      source.destroy();
      resolve();
    });
    source.pipe(response);
  });
}
