import type { IncomingMessage, Server } from "node:http";
import type { ServerHttp2Stream } from "node:http2";
import type { Socket } from "node:net";

/** Limits on the resources that clients can hold. */
export interface ConnectionLimits {
  /** Maximum number of simultaneous connections. */
  readonly connections: number;
  /** Real milliseconds within which a client must send its headers. */
  readonly headers: number;
  /** Maximum real milliseconds between two pieces of a body. */
  readonly bodyPause: number;
}

/** High on purpose: a limit that a test or an upload reaches does more harm than an open connection. */
export const LIMITS: ConnectionLimits = { connections: 4_096, headers: 60_000, bodyPause: 60_000 };

/**
 * Closes incomplete requests. Idle connections stay open, because Node's timeout could close one just when
 * the pool of a client reuses it; they are closed when the limit of connections is reached.
 */
export class ConnectionWatch {
  private readonly bodies = new WeakMap<Socket, IncomingMessage>();
  /** Bytes that a connection had received when it was first found paused. */
  private readonly pauses = new WeakMap<Socket, number>();

  /** Real milliseconds between two looks at a body. */
  private readonly pause: number;

  constructor(server: Server, { connections, headers, bodyPause }: ConnectionLimits) {
    this.pause = bodyPause / 2;
    server.maxConnections = connections;
    server.on("drop", () => server.closeIdleConnections());
    server.keepAliveTimeout = 0;
    server.headersTimeout = headers;
    // Node's timeout would abort long uploads that make progress.
    server.requestTimeout = 0;
    // With a listener, Node does not close the connection itself.
    server.on("timeout", (socket) => this.paused(socket));
  }

  /** Watches a request whose body is still to come: the time without a byte in either direction. */
  begin(message: IncomingMessage): void {
    this.bodies.set(message.socket, message);
    // Not for every connection: Node would move the timer at each read and write.
    message.socket.setTimeout(this.pause);
  }

  /**
   * Only the second pause in a row counts: after a stop in a debugger, the timer fires before the bytes that
   * arrived in that time are read.
   */
  private paused(socket: Socket): void {
    const message = this.bodies.get(socket);
    if (!message || message.complete) return;
    // If the buffer is full, the simulator has to read it: the client waits for a handler or for the
    // simulated clock.
    const waitsForClient = message.readableLength < message.readableHighWaterMark;
    if (waitsForClient && this.pauses.get(socket) === socket.bytesRead) {
      socket.destroy();
      return;
    }
    if (waitsForClient) this.pauses.set(socket, socket.bytesRead);
    socket.setTimeout(this.pause);
  }
}

/** The HTTP/2 error code for a stream that is no longer needed. */
const CANCEL = 8;

/** Resets an HTTP/2 stream whose client pauses in the middle of its body, as {@link ConnectionWatch} does. */
export function watchBody(stream: ServerHttp2Stream, bodyPause: number): void {
  let received = -1;
  stream.setTimeout(bodyPause / 2);
  stream.on("timeout", () => {
    if (stream.readableEnded) return;
    const { bytesRead } = stream.session?.socket ?? { bytesRead: received };
    const waitsForClient = stream.readableLength < stream.readableHighWaterMark;
    if (waitsForClient && received === bytesRead) {
      stream.close(CANCEL);
      return;
    }
    if (waitsForClient) received = bytesRead;
    stream.setTimeout(bodyPause / 2);
  });
}
