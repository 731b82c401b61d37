import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { AcceptChannel } from "../wire/channel.js";
import { ConnectionDropped, type WireRequest, type WireResponse } from "../wire/message.js";
import type { Dispatch } from "./dispatch.js";
import { Expectation } from "./expectation.js";
import { Http2Handover } from "./http2-handover.js";
import { type ConnectionLimits, ConnectionWatch, LIMITS } from "./limits.js";
import { addLength, cannotBeSent, isInPieces, isInvalidHeader, sendPieces, sendWhole } from "./sending.js";
import { SocketBody } from "./socket-body.js";
import { certifiedName, type TlsIdentity } from "./tls.js";
import { Upgrades } from "./upgrades.js";

/** A listening server. */
export interface HttpServer {
  readonly host: string;
  readonly port: number;
  readonly url: string;
  /**
   * Stops accepting connections; resolves when all requests in progress have completed and all connections
   * are closed.
   */
  drain(): Promise<void>;
  /** Destroys all connections; resolves when the port is free. */
  close(): Promise<void>;
}

/** S3 metadata and signed headers can exceed Node's default of 16 KiB. */
const MAX_HEADER_BYTES = 64 * 1024;

/** How a server listens. Without `tls`, over HTTP. */
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
 * @param acceptChannel accepts WebSockets. Default none.
 * @throws Error with advice if the port is in use or not permitted.
 */
export async function listen(
  dispatch: Dispatch,
  { host, port, tls, limits = LIMITS }: ListenOptions,
  acceptChannel: AcceptChannel = () => undefined,
): Promise<HttpServer> {
  const options = { maxHeaderSize: MAX_HEADER_BYTES, noDelay: true };
  // Loading TLS takes 8 ms and 2 MB, so it is loaded only if it is used.
  const server: Server = tls
    ? (await import("node:https")).createServer({ ...options, ...tls, ALPNProtocols: ["h2", "http/1.1"] })
    : createServer(options);
  const watch = new ConnectionWatch(server, limits);
  const receive = (message: IncomingMessage, response: ServerResponse) => {
    void answer(server, watch, dispatch, message, response);
  };
  server.on("request", receive);
  // Without a listener, Node sends 100 Continue for every request.
  server.on("checkContinue", receive);
  const http2 = new Http2Handover(server, async () => {
    const { Http2Sessions } = await import("./http2.js");
    return new Http2Sessions(dispatch, limits, MAX_HEADER_BYTES);
  });
  if (tls) http2.overTls();
  const upgrades = new Upgrades(server, tls ? "secureConnection" : "connection", acceptChannel);
  await started(server, host, port);
  const address = server.address() as AddressInfo;
  const name = tls ? certifiedName(tls, reachable(address)) : reachable(address);
  return {
    host,
    port: address.port,
    url: `${tls ? "https" : "http"}://${name}:${address.port}`,
    drain: () => drained(server, http2, upgrades),
    close: () => stopped(server, http2, upgrades),
  };
}

/** A host that clients on this machine can use; the unspecified address is not one. */
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
      `Port ${port} on ${host} is already in use. Stop the process that uses it, or use port 0 for a free port.`,
      {
        cause: error,
      },
    );
  }
  return new Error(`Cannot listen on ${where}: ${error.message}. Use another host or port.`, {
    cause: error,
  });
}

/** Node closes idle connections itself. */
function drained(server: Server, http2: Http2Handover, upgrades: Upgrades): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    http2.drain();
    upgrades.drain();
  });
}

function stopped(server: Server, http2: Http2Handover, upgrades: Upgrades): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
    http2.close();
    upgrades.close();
  });
}

async function answer(
  server: Server,
  watch: ConnectionWatch,
  dispatch: Dispatch,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const expectation = Expectation.of(message, response);
    const length = lengthOf(message);
    if (length !== 0) {
      if (!expectation) await packetRead();
      // Node counts a message as complete only after this, so that `complete` would start a timer for each.
      if (message.readableLength !== length) watch.begin(message);
    }
    const body = new SocketBody(message, length, expectation);
    const reply = dispatch(toWireRequest(message, response, body));
    const wireResponse = "status" in reply ? reply : await reply;
    expectation?.end();
    const sending = send(response, wireResponse);
    if (sending) await sending;
    // An unread body would be parsed as the next request on this connection.
    if (!message.complete && !body.isRead) message.resume();
  } catch (error) {
    if (isInvalidHeader(error) && !response.headersSent) rejectUnsendable(response, error);
    // The client disconnected, or the request was dropped on purpose: no response can be sent.
    else message.socket.destroy(error instanceof ConnectionDropped ? undefined : toError(error));
  }
  // A kept-alive connection would keep a draining server open.
  if (!server.listening) message.socket.end();
}

/**
 * Resolves when Node has read the packet that contains the head of a request. Most have their whole body in
 * it, which can then be processed synchronously.
 */
function packetRead(): Promise<void> {
  return Promise.resolve();
}

/**
 * An error of the simulator. If the connection closed without a response, the client would retry and the
 * cause would stay hidden.
 */
function rejectUnsendable(response: ServerResponse, error: Error): void {
  const text = cannotBeSent(error);
  // Node keeps the status and length of the response that it rejected, so both are set again.
  const headers = { "content-type": "text/plain", "content-length": Buffer.byteLength(text) };
  response.writeHead(500, "Internal Server Error", headers);
  response.end(text);
}

function toWireRequest(message: IncomingMessage, response: ServerResponse, body: SocketBody): WireRequest {
  const target = pathOf(message.url ?? "/");
  const mark = target.indexOf("?");
  return {
    method: message.method ?? "GET",
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? "" : target.slice(mark + 1),
    headers: singleHeaders(message),
    body,
    inProcess: false,
    peer: message.socket,
    client: {
      onClose(listener) {
        response.once("close", listener);
        return () => response.off("close", listener);
      },
    },
  };
}

/** A request to a proxy has the whole URL in its first line (RFC 9112, section 3.2.2). */
function pathOf(target: string): string {
  return target.startsWith("/") ? target : target.replace(/^https?:\/\/[^/?]*/i, "");
}

/** Node joins all repeated headers except Set-Cookie, which no client sends. */
function singleHeaders(message: IncomingMessage): Record<string, string | undefined> {
  return message.headers as Record<string, string | undefined>;
}

/** 0 without a body; `undefined` if the length is not announced. */
function lengthOf({ headers }: IncomingMessage): number | undefined {
  if (headers["transfer-encoding"] !== undefined) return undefined;
  return Number(headers["content-length"] ?? 0);
}

/** @returns a promise while a stream is being sent. */
function send(response: ServerResponse, wireResponse: WireResponse): Promise<void> | undefined {
  const { status, headers, body, dateless } = wireResponse;
  response.sendDate = headers.date === undefined && dateless !== true;
  if (isInPieces(body)) {
    response.writeHead(status, headers);
    return sendPieces(body, response);
  }
  addLength(status, headers, body);
  response.writeHead(status, headers);
  sendWhole(body, response);
  return undefined;
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
