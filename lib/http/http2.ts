import { validateHeaderName, validateHeaderValue } from "node:http";
import {
  constants,
  createServer,
  type Http2Server,
  type Http2Session,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from "node:http2";
import type { Socket } from "node:net";
import { ConnectionDropped, type WireBody, type WireRequest, type WireResponse } from "../wire/message.js";
import type { Dispatch } from "./dispatch.js";
import { type ConnectionLimits, watchBody } from "./limits.js";
import { addLength, cannotBeSent, isInPieces, isInvalidHeader, sendPieces } from "./sending.js";
import { brokenOff, SocketBody } from "./socket-body.js";

/** Maximum number of open streams in a session. */
const STREAMS = 1_000;

/**
 * Maximum memory of a session, in megabytes. Beyond Node's default of 10, a few large responses reject all
 * new streams.
 */
const SESSION_MEMORY = 1_024;

/** The maximum number of headers of Node's HTTP/1 server. */
const HEADERS = 2_000;

/** The HTTP/2 connections of a server. They use the same dispatcher as HTTP/1. */
export class Http2Sessions {
  /** The number of open streams of each session. */
  private readonly sessions = new Map<Http2Session, number>();
  private readonly server: Http2Server;

  /** @param headerBytes of one request at most */
  constructor(
    private readonly dispatch: Dispatch,
    private readonly limits: ConnectionLimits,
    headerBytes: number,
  ) {
    this.server = createServer({
      maxSessionMemory: SESSION_MEMORY,
      maxHeaderListPairs: HEADERS,
      settings: { maxConcurrentStreams: STREAMS, maxHeaderListSize: headerBytes },
    });
    this.server.on("session", (session) => this.begin(session));
    this.server.on("stream", (stream, headers) => this.receive(stream, headers));
  }

  /**
   * Starts a session on an open connection.
   *
   * @param first bytes already read from it
   */
  take(socket: Socket, first?: Uint8Array): void {
    if (first) socket.unshift(first);
    this.server.emit("connection", socket);
    // The session reads earlier bytes in the next tick; later bytes go to it directly, not through the
    // socket.
    process.nextTick(() => socket.resume());
  }

  /** Accepts no further streams; each session closes when its streams have completed. */
  drain(): void {
    for (const session of this.sessions.keys()) session.close();
  }

  /** Closes idle sessions to free connections. */
  closeIdle(): void {
    for (const [session, streams] of this.sessions) if (streams === 0) session.close();
  }

  /** Destroys all sessions. */
  close(): void {
    for (const session of this.sessions.keys()) session.destroy();
  }

  private begin(session: Http2Session): void {
    this.sessions.set(session, 0);
    session.once("close", () => this.sessions.delete(session));
  }

  private receive(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    const { session } = stream;
    if (session) this.count(session, stream);
    // The reader of the body and the sender of the response observe the end of the stream.
    stream.on("error", () => {});
    if (!stream.endAfterHeaders) watchBody(stream, this.limits.bodyPause);
    void answer(this.dispatch, stream, headers);
  }

  private count(session: Http2Session, stream: ServerHttp2Stream): void {
    const add = (change: number) => {
      const streams = this.sessions.get(session);
      if (streams !== undefined) this.sessions.set(session, streams + change);
    };
    add(1);
    stream.once("close", () => add(-1));
  }
}

async function answer(
  dispatch: Dispatch,
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
): Promise<void> {
  try {
    const request = toWireRequest(stream, headers);
    const response = await dispatch(request);
    // The client has cancelled the request.
    if (stream.destroyed) return;
    await send(stream, request, response);
  } catch (error) {
    if (isInvalidHeader(error) && !stream.headersSent) rejectUnsendable(stream, error);
    else stream.close(resetCode(stream, error));
  }
}

/**
 * Drops a request by resetting its stream; other requests of the session continue. After this code SDKs retry
 * a request, as they do after a closed HTTP/1 connection.
 */
function resetCode(stream: ServerHttp2Stream, error: unknown): number {
  return error instanceof ConnectionDropped && !stream.headersSent
    ? constants.NGHTTP2_REFUSED_STREAM
    : constants.NGHTTP2_INTERNAL_ERROR;
}

function toWireRequest(stream: ServerHttp2Stream, received: IncomingHttpHeaders): WireRequest {
  const { ":method": method = "GET", ":path": target = "/", ":authority": authority } = received;
  const { session } = stream;
  const mark = target.indexOf("?");
  const own = Object.entries(received).filter(([name]) => !name.startsWith(":"));
  const headers: Record<string, string | undefined> = Object.fromEntries(
    own.map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
  );
  // RFC 9113, section 8.3.1: `:authority` takes precedence.
  if (authority !== undefined) headers.host = authority;
  return {
    method,
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? "" : target.slice(mark + 1),
    headers,
    body: bodyOf(stream, headers),
    inProcess: false,
    peer: { remoteAddress: session?.socket.remoteAddress, encrypted: session?.encrypted },
    client: {
      onClose(listener) {
        stream.once("close", listener);
        return () => stream.off("close", listener);
      },
    },
  };
}

function bodyOf(stream: ServerHttp2Stream, headers: Readonly<Record<string, string | undefined>>): WireBody {
  const { "content-length": length, expect } = headers;
  if (stream.endAfterHeaders) return new SocketBody(stream, 0);
  const announced = length === undefined ? undefined : Number(length);
  const meet = () => {
    if (expect?.toLowerCase() === "100-continue" && !stream.headersSent && !stream.destroyed)
      stream.additionalHeaders({ [constants.HTTP2_HEADER_STATUS]: 100 });
  };
  return new StreamBody(stream, new SocketBody(stream, announced, { meet }));
}

/** The body of a stream. If the client resets the stream, Node ends it like a complete body. */
class StreamBody implements WireBody {
  constructor(
    private readonly source: ServerHttp2Stream,
    private readonly body: SocketBody,
  ) {}

  bytes(limit: number): Uint8Array | Promise<Uint8Array> {
    const body = this.body.bytes(limit);
    if (body instanceof Uint8Array) return body;
    return body.then((bytes) => {
      this.check();
      return bytes;
    });
  }

  async *stream(): AsyncIterable<Uint8Array> {
    yield* this.body.stream();
    this.check();
  }

  private check(): void {
    if (this.source.aborted) throw brokenOff();
  }
}

async function send(
  stream: ServerHttp2Stream,
  { method }: WireRequest,
  response: WireResponse,
): Promise<void> {
  const { status, headers, body, dateless } = response;
  // HTTP/1 validates these when they are written, HTTP/2 does not.
  for (const [name, value] of Object.entries(headers)) {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  }
  if (!isInPieces(body)) addLength(status, headers, body);
  const endStream = method === "HEAD" || status === 204 || status === 304;
  const options = { endStream, sendDate: headers.date === undefined && dateless !== true };
  stream.respond({ ...headers, [constants.HTTP2_HEADER_STATUS]: status }, options);
  if (!endStream) {
    if (isInPieces(body)) await sendPieces(body, stream);
    else stream.end(body);
  }
  // A stream with an unread body would stay open.
  stream.resume();
}

function rejectUnsendable(stream: ServerHttp2Stream, error: Error): void {
  stream.respond({ [constants.HTTP2_HEADER_STATUS]: 500, "content-type": "text/plain" });
  stream.end(cannotBeSent(error));
  stream.resume();
}
