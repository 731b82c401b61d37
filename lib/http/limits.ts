import type { IncomingMessage, Server } from "node:http";
import type { Socket } from "node:net";

/** What clients of a server can make it hold, and for how long. */
export interface ConnectionLimits {
  /** Connections at the same time. */
  readonly connections: number;
  /** Real milliseconds that a client may take to send its headers. */
  readonly headers: number;
  /** Real milliseconds between two pieces of a body. */
  readonly bodyPause: number;
}

/** Generous: a limit that a test or an upload meets does more harm than a connection that stays open. */
export const LIMITS: ConnectionLimits = { connections: 4_096, headers: 60_000, bodyPause: 60_000 };

/**
 * Closes what clients leave half done. Idle connections stay open, because
 * Node's timeout closes them just when a client's pool uses one again; they
 * are closed when there is no room for others.
 */
export class ConnectionWatch {
  private readonly bodies = new WeakMap<Socket, IncomingMessage>();
  /** Bytes that a connection had received when it was first found to pause. */
  private readonly pauses = new WeakMap<Socket, number>();

  constructor(server: Server, { connections, headers, bodyPause }: ConnectionLimits) {
    server.maxConnections = connections;
    server.on("drop", () => server.closeIdleConnections());
    server.keepAliveTimeout = 0;
    server.headersTimeout = headers;
    // Would cut long uploads that make progress.
    server.requestTimeout = 0;
    // Counts the time without a byte in either direction, and starts again with every byte.
    server.timeout = bodyPause / 2;
    // With a listener, Node leaves the connection to it.
    server.on("timeout", (socket) => this.paused(socket, bodyPause / 2));
  }

  /** Notes a request whose body is still to come. */
  begin(message: IncomingMessage): void {
    const { headers, socket } = message;
    if (headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined)
      this.bodies.set(socket, message);
  }

  /**
   * Only the second pause in a row counts: after a stop in a debugger the
   * timer fires before the bytes are read that came in the meantime.
   */
  private paused(socket: Socket, pause: number): void {
    const message = this.bodies.get(socket);
    if (!message || message.complete) return;
    // A full buffer is ours to empty: the client may have to wait for a handler, or for the simulated clock.
    const waitsForClient = message.readableLength < message.readableHighWaterMark;
    if (waitsForClient && this.pauses.get(socket) === socket.bytesRead) {
      socket.destroy();
      return;
    }
    if (waitsForClient) this.pauses.set(socket, socket.bytesRead);
    socket.setTimeout(pause);
  }
}
