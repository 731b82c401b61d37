import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import type { AcceptChannel, WireChannel } from "../wire/channel.js";

/** Maximum length of a client message, in bytes. */
const LONGEST_MESSAGE = 1024 * 1024;

/**
 * Handles connections that become WebSockets. Requests for any other protocol are handled as if they did not
 * request an upgrade, as HTTP allows. With a listener, Node would leave all of them to it, including `h2c`
 * from Java's client.
 */
export class Upgrades {
  private readonly sockets = new Set<Duplex>();
  private readonly open = new Set<WebSocket>();

  /** @param connectionEvent the event of the server with which a connection begins. */
  constructor(
    private readonly server: Server,
    private readonly connectionEvent: "connection" | "secureConnection",
    private readonly accept: AcceptChannel,
  ) {
    server.on("upgrade", (message, socket, head) => this.take(message, socket, head));
  }

  /** Informs clients that no more messages will follow. */
  drain(): void {
    for (const socket of this.open) socket.close(1001);
  }

  /** Destroys all of them. */
  close(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private take(message: IncomingMessage, socket: Duplex, head: Buffer): void {
    const begin = this.accepted(message);
    if (!begin) {
      this.handBack(message, socket, head);
      return;
    }
    this.sockets.add(socket);
    socket.once("close", () => this.sockets.delete(socket));
    // A connection needs an error listener also while the code loads.
    socket.on("error", () => socket.destroy());
    void this.upgrade(message, socket, head, begin);
  }

  private accepted({ headers, url = "/" }: IncomingMessage): ReturnType<AcceptChannel> {
    if (headers.upgrade?.toLowerCase() !== "websocket") return undefined;
    const { host, origin, referer } = headers;
    const site = headers["sec-fetch-site"];
    const known = { host, origin, referer, "sec-fetch-site": typeof site === "string" ? site : undefined };
    return this.accept({ path: url.replace(/\?.*$/s, ""), headers: known });
  }

  private async upgrade(
    message: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    begin: (channel: WireChannel) => void,
  ): Promise<void> {
    const { WebSocketServer } = await import("ws");
    const sockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      maxPayload: LONGEST_MESSAGE,
    });
    sockets.handleUpgrade(message, socket, head, (opened) => {
      this.open.add(opened);
      opened.once("close", () => this.open.delete(opened));
      begin(channelOf(opened));
    });
  }

  /** Replays the request without its upgrade headers, so that the server reads it from the start. */
  private handBack(
    { method, url, httpVersion, rawHeaders }: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ): void {
    let text = `${method} ${url} HTTP/${httpVersion}\r\n`;
    for (let i = 0; i < rawHeaders.length; i += 2)
      if (!/^(?:upgrade|connection|http2-settings)$/i.test(rawHeaders[i] ?? ""))
        text += `${rawHeaders[i]}: ${rawHeaders[i + 1]}\r\n`;
    socket.unshift(Buffer.concat([Buffer.from(`${text}\r\n`, "latin1"), head]));
    this.server.emit(this.connectionEvent, socket);
  }
}

function channelOf(socket: WebSocket): WireChannel {
  // An error of a connection also closes it.
  socket.on("error", () => {});
  return {
    send(data) {
      if (socket.readyState === socket.OPEN) socket.send(data);
    },
    close: () => socket.close(1000),
    onMessage: (listener) => {
      socket.on("message", (data) => {
        if (Array.isArray(data)) listener(Buffer.concat(data));
        else listener(data instanceof ArrayBuffer ? new Uint8Array(data) : data);
      });
    },
    onClose: (listener) => {
      socket.once("close", () => listener());
    },
  };
}
