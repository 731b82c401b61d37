import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { ConnectionDropped, type WireRequest, type WireResponse } from "../wire/message.js";
import { Expectation } from "./expectation.js";
import { type ConnectionLimits, ConnectionWatch, LIMITS } from "./limits.js";
import { SocketBody } from "./socket-body.js";
import { certifiedName, type TlsIdentity } from "./tls.js";

/** Characters of an answer from which on it is cheaper to encode it ourselves. */
const LONG_TEXT = 16 * 1024;

/** Bytes of an answer that are handed to the system before it is asked whether it takes more. */
const AT_ONCE = 512 * 1024;

/** Answers one request. It may throw {@link ConnectionDropped} to break the connection off. */
export type Dispatch = (request: WireRequest) => Promise<WireResponse>;

/** A server that listens. */
export interface HttpServer {
  readonly host: string;
  readonly port: number;
  readonly url: string;
  /**
   * Takes no further connections, and resolves when the requests that are
   * under way are answered and every connection is closed.
   */
  drain(): Promise<void>;
  /** Breaks every connection off and resolves when the port is free. */
  close(): Promise<void>;
}

/** S3 metadata and signed headers are larger than Node's default of 16 KiB allows for. */
const MAX_HEADER_BYTES = 64 * 1024;

/** How a server listens; without `tls`, over HTTP. */
export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  readonly tls?: TlsIdentity | undefined;
  /** Default {@link LIMITS}. */
  readonly limits?: ConnectionLimits;
}

/**
 * Starts a server.
 *
 * @throws Error saying what to do when the port is taken or not allowed.
 */
export async function listen(
  dispatch: Dispatch,
  { host, port, tls, limits = LIMITS }: ListenOptions,
): Promise<HttpServer> {
  const options = { maxHeaderSize: MAX_HEADER_BYTES, noDelay: true };
  // TLS takes 8 ms and 2 MB to load: only those who use it pay.
  const server: Server = tls
    ? (await import("node:https")).createServer({ ...options, ...tls })
    : createServer(options);
  const watch = new ConnectionWatch(server, limits);
  const receive = (message: IncomingMessage, response: ServerResponse) => {
    watch.begin(message);
    void answer(server, dispatch, message, response);
  };
  server.on("request", receive);
  // Without a listener Node answers 100 Continue to everybody.
  server.on("checkContinue", receive);
  await started(server, host, port);
  const address = server.address() as AddressInfo;
  const name = tls ? certifiedName(tls, reachable(address)) : reachable(address);
  return {
    host,
    port: address.port,
    url: `${tls ? "https" : "http"}://${name}:${address.port}`,
    drain: () => drained(server),
    close: () => stopped(server),
  };
}

/** A name that clients on this machine can use: "all addresses" is none. */
function reachable({ family, address }: AddressInfo): string {
  if (family !== "IPv6") return address === "0.0.0.0" ? "127.0.0.1" : address;
  return address === "::" ? "[::1]" : `[${address}]`;
}

function started(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(explained(error, host, port)));
    server.listen(port, host, resolve);
  });
}

function explained(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const where = `${host}:${port}`;
  if (error.code === "EADDRINUSE") {
    return new Error(
      `Port ${port} on ${host} is already in use. Stop what listens there, or give port 0 for a free one.`,
      {
        cause: error,
      },
    );
  }
  return new Error(`Cannot listen on ${where}: ${error.message}. Give another host or port.`, {
    cause: error,
  });
}

/** Node closes the connections that are idle by itself. */
function drained(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

function stopped(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function answer(
  server: Server,
  dispatch: Dispatch,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const expectation = Expectation.of(message, response);
    const wireResponse = await dispatch(toWireRequest(message, expectation));
    expectation?.end();
    const sending = send(message, response, wireResponse);
    if (sending) await sending;
  } catch (error) {
    if (isInvalidHeader(error) && !response.headersSent) refuseToSend(response, error);
    // The client went away, or the simulator is told to break off: either way there is nobody to answer.
    else message.socket.destroy(error instanceof ConnectionDropped ? undefined : toError(error));
  }
  // Kept alive, the connection would keep a server open that drains.
  if (!server.listening) message.socket.end();
}

/** Node's errors for a header that HTTP has no way to carry. */
function isInvalidHeader(error: unknown): error is Error {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return error.code === "ERR_INVALID_CHAR" || error.code === "ERR_INVALID_HTTP_TOKEN";
}

/** A fault of ours: a client that only sees its connection break off would try again, and nobody would know why. */
function refuseToSend(response: ServerResponse, { message }: Error): void {
  const text = `The simulator's answer cannot be sent: ${message}. This is a fault of aws-sim; please report it.\n`;
  // Node remembers the status and length of the answer that it refused: both are said anew.
  const headers = { "content-type": "text/plain", "content-length": Buffer.byteLength(text) };
  response.writeHead(500, "Internal Server Error", headers);
  response.end(text);
}

function toWireRequest(message: IncomingMessage, expectation: Expectation | undefined): WireRequest {
  const target = pathOf(message.url ?? "/");
  const mark = target.indexOf("?");
  return {
    method: message.method ?? "GET",
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? "" : target.slice(mark + 1),
    headers: singleHeaders(message),
    body: new SocketBody(message, expectation),
    inProcess: false,
  };
}

/** What is sent to a proxy has the whole URL in its first line (RFC 9112, section 3.2.2). */
function pathOf(target: string): string {
  return target.startsWith("/") ? target : target.replace(/^https?:\/\/[^/?]*/i, "");
}

/** Node joins all repeated headers but Set-Cookie, which no client sends. */
function singleHeaders(message: IncomingMessage): Record<string, string | undefined> {
  return message.headers as Record<string, string | undefined>;
}

/** Protocols write header names as AWS does, what is not modelled in lower case. */
function hasLength(headers: Readonly<Record<string, string>>): boolean {
  return headers["Content-Length"] !== undefined || headers["content-length"] !== undefined;
}

/** Node would go through a long text three times: to measure it, to join it to the headers, to encode it. */
function encoded(body: WireResponse["body"]): WireResponse["body"] {
  return typeof body === "string" && body.length > LONG_TEXT ? Buffer.from(body, "utf8") : body;
}

/** @returns a promise while a stream is being sent. */
function send(
  message: IncomingMessage,
  response: ServerResponse,
  { status, headers, body: content, dateless }: WireResponse,
): Promise<void> | undefined {
  const body = encoded(content);
  response.sendDate = headers.date === undefined && dateless !== true;
  if (body !== undefined && typeof body !== "string" && !(body instanceof Uint8Array)) {
    response.writeHead(status, headers);
    const sending = Symbol.iterator in body ? writeAll(body, response) : stream(body, response);
    return sending.then(() => skipRest(message));
  }
  if (status !== 204 && status !== 304 && !hasLength(headers)) {
    headers["content-length"] = String(body === undefined ? 0 : Buffer.byteLength(body));
  }
  response.writeHead(status, headers);
  response.end(body);
  skipRest(message);
  return undefined;
}

/** A body that nobody read would otherwise be taken for the next request on this connection. */
function skipRest(message: IncomingMessage): void {
  if (!message.complete) message.resume();
}

/** Writes pieces that are here already: many at once, and no more of them than the client takes. */
async function writeAll(pieces: Iterable<Uint8Array>, response: ServerResponse): Promise<void> {
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

function writable(response: ServerResponse): Promise<void> {
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

function stream(body: AsyncIterable<Uint8Array>, response: ServerResponse): Promise<void> {
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

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
