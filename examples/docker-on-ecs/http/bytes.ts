import { once } from "node:events";
import type { Duplex, Readable, Writable } from "node:stream";
import { badParameter } from "../errors.js";

/** The largest body of a request. */
const LIMIT = 16 * 1024 * 1024;

/** Reads a whole body. @throws DockerError if it is too large */
export async function readBody(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > LIMIT) throw badParameter(`the body of the request has more than ${LIMIT} bytes`);
  }
  return Buffer.concat(chunks);
}

/**
 * Reads the body in front of the raw bytes of a hijacked connection, and
 * leaves those in the stream: dockerode sends its options there.
 */
export async function readExactly(stream: Duplex, length: number): Promise<Buffer> {
  if (length > LIMIT) throw badParameter(`the body of the request has more than ${LIMIT} bytes`);
  if (length === 0) return Buffer.alloc(0);
  for (;;) {
    const bytes: Buffer | null = stream.read(length);
    if (bytes !== null) return bytes;
    if (stream.readableEnded || stream.destroyed) return Buffer.alloc(0);
    await Promise.race([once(stream, "readable"), once(stream, "close"), once(stream, "end")]);
  }
}

/** Writes, and waits for a slow reader. @returns false if the reader has disconnected */
export async function write(output: Writable, chunk: string | Uint8Array): Promise<boolean> {
  if (output.destroyed || output.writableEnded) return false;
  if (output.write(chunk)) return true;
  return drained(output);
}

/** Waits until a stream accepts more. @returns false if it has closed */
export async function drained(output: Writable): Promise<boolean> {
  const ended = new AbortController();
  const { signal } = ended;
  try {
    await Promise.race([once(output, "drain", { signal }), once(output, "close", { signal })]);
  } catch {
    // An error of the socket, after which it closes.
  } finally {
    ended.abort();
  }
  return !output.destroyed;
}
