import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Http2Sessions } from "./http2.js";

/** Node's HTTP/1 parse error for the first bytes of HTTP/2: `PRI * HTTP/2.0`. */
interface ParseError extends Error {
  readonly code?: string;
  readonly rawPacket?: Uint8Array;
}

/** A connection of Node's HTTP/1 server. */
interface Http1Socket extends Socket {
  /** The response in progress. */
  readonly _httpMessage?: ServerResponse | null;
}

/**
 * Passes HTTP/2 connections to the HTTP/2 server: over TLS those that negotiated it, others when the HTTP/1
 * parser rejects the preface. HTTP/1 requests cost nothing extra, and `node:http2` loads with the first such
 * connection.
 */
export class Http2Handover {
  private sessions: Http2Sessions | undefined;

  constructor(
    private readonly server: Server,
    private readonly load: () => Promise<Http2Sessions>,
  ) {
    server.on("clientError", (error: ParseError, socket: Socket) => {
      if (error.code === "HPE_PAUSED_H2_UPGRADE") void this.take(released(socket), error.rawPacket);
      else reject(error, socket);
    });
    server.on("drop", () => this.sessions?.closeIdle());
  }

  /** Receives the connections of a TLS server that negotiated HTTP/2. */
  overTls(): void {
    const http1 = this.server.listeners("secureConnection");
    this.server.removeAllListeners("secureConnection");
    this.server.on("secureConnection", (socket: Socket & { readonly alpnProtocol?: unknown }) => {
      if (socket.alpnProtocol === "h2") void this.take(socket.pause());
      else for (const listener of http1) Reflect.apply(listener, this.server, [socket]);
    });
  }

  /** Ends each session when its requests in progress have completed. */
  drain(): void {
    this.sessions?.drain();
  }

  /** Destroys the sessions. */
  close(): void {
    this.sessions?.close();
  }

  private async take(socket: Socket, first?: Uint8Array): Promise<void> {
    // A connection needs an error listener also while the code loads.
    const destroy = () => socket.destroy();
    socket.on("error", destroy);
    this.sessions ??= await this.load();
    if (!this.server.listening) destroy();
    if (!socket.destroyed) this.sessions.take(socket, first);
  }
}

/**
 * Detaches Node's HTTP/1 parser from a connection; the HTTP/1 server would close it for sending no headers.
 * The listener for the close of the connection releases the parser.
 */
function released(socket: Socket): Socket {
  socket.pause();
  for (const listener of socket.listeners("close")) Reflect.apply(listener, socket, []);
  for (const event of ["data", "end", "close", "drain", "timeout"]) socket.removeAllListeners(event);
  return socket.setTimeout(0);
}

/** Does what Node does without a listener for client errors. */
function reject({ code }: ParseError, socket: Http1Socket): void {
  if (socket.writable && socket._httpMessage?.headersSent !== true)
    socket.write(`HTTP/1.1 ${statusOf(code)}\r\nConnection: close\r\n\r\n`);
  socket.destroySoon();
}

function statusOf(code: string | undefined): string {
  if (code === "HPE_HEADER_OVERFLOW") return "431 Request Header Fields Too Large";
  if (code === "HPE_CHUNK_EXTENSIONS_OVERFLOW") return "413 Payload Too Large";
  return code === "ERR_HTTP_REQUEST_TIMEOUT" ? "408 Request Timeout" : "400 Bad Request";
}
