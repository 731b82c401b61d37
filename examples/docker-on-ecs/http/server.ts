import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type Duplex, Readable } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { collectRequestIds } from "../aws/request-ids.js";
import type { Backend } from "../backend.js";
import { errorFields } from "../log.js";
import { readBody, readExactly, write } from "./bytes.js";
import { errorReply } from "./error-reply.js";
import { COMMON_HEADERS, rawHead } from "./headers.js";
import { listenOn } from "./listen.js";
import { watchClient } from "./liveness.js";
import { type Hijacked, type Plain, type Reply, type Streamed, streamType } from "./reply.js";
import { DockerRequest } from "./request.js";
import { type Route, Router } from "./router.js";
import { withoutVersion } from "./versions.js";

/**
 * Milliseconds between the headers of an upgrade and the first output:
 * docker-py loses what comes together with the headers.
 */
const HEAD_START = 30;

/** A request in progress. */
interface InProgress {
  readonly abort: AbortController;
  /** Whether the response is a stream, which may last as long as a container. */
  streaming: boolean;
}

/** Serves Docker clients on a Unix socket or a TCP address. */
export class DockerServer {
  private readonly http = createServer((request, response) => void this.respond(request, response));
  private readonly router: Router;
  private readonly inProgress = new Set<InProgress>();
  private readonly hijacked = new Set<Duplex>();
  private draining = false;
  private onIdle = () => {};

  constructor(
    private readonly backend: Backend,
    routes: readonly Route[],
  ) {
    this.router = new Router(routes);
    this.http.on("upgrade", (request, socket, head) => void this.upgrade(request, socket, head));
    // Streams are idle for as long as a container writes nothing.
    this.http.requestTimeout = 0;
  }

  /** Listens on an address of the configuration. @returns the address with its real port */
  listen(address: string): Promise<string> {
    return listenOn(this.http, address);
  }

  /**
   * Stops accepting connections, ends streams, and waits for other requests for
   * so many milliseconds. What is left then is cut.
   */
  async close(drainTimeout: number): Promise<void> {
    this.draining = true;
    const closed = new Promise<void>((resolve) => this.http.close(() => resolve()));
    for (const { streaming, abort } of this.inProgress) if (streaming) abort.abort();
    const timeout = new AbortController();
    await Promise.race([
      this.idle(),
      this.backend.clock.sleep(drainTimeout, { signal: timeout.signal }).catch(() => {}),
    ]);
    timeout.abort();
    for (const socket of this.hijacked) socket.destroy();
    this.http.closeAllConnections();
    await closed;
  }

  private idle(): Promise<void> {
    return new Promise((resolve) => {
      this.onIdle = resolve;
      if (this.inProgress.size === 0) resolve();
    });
  }

  private async respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const abort = new AbortController();
    response.on("close", () => abort.abort());
    await this.serve(request, abort, {
      body: () => readBody(request),
      plain: ({ status, headers, body }) => {
        const connection = this.draining ? { Connection: "close" } : {};
        const bodiless = status === 204 || status === 304;
        const length = bodiless ? {} : { "Content-Length": `${Buffer.byteLength(body ?? "")}` };
        response.writeHead(status, { ...COMMON_HEADERS, ...connection, ...length, ...headers }).end(body);
      },
      streamed: async ({ contentType, chunks }) => {
        response.writeHead(200, { ...COMMON_HEADERS, "Content-Type": contentType }).flushHeaders();
        for await (const chunk of chunks) if (!(await write(response, chunk))) break;
        response.end();
      },
      // Without an upgrade, output only: until the connection closes.
      hijacked: async ({ converse }) => {
        response.useChunkedEncodingByDefault = false;
        response.shouldKeepAlive = false;
        const contentType = "application/vnd.docker.raw-stream";
        response.writeHead(200, { ...COMMON_HEADERS, "Content-Type": contentType }).flushHeaders();
        await converse({ input: Readable.from([]), output: response });
        response.end();
      },
      destroy: () => void response.destroy(),
    });
  }

  private async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const abort = new AbortController();
    this.hijacked.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      this.hijacked.delete(socket);
      abort.abort();
    });
    if (head.length > 0) socket.unshift(head);
    const close = { ...COMMON_HEADERS, Connection: "close" };
    await this.serve(request, abort, {
      body: () => readExactly(socket, Number(request.headers["content-length"] ?? 0)),
      plain: ({ status, headers, body = "" }) => {
        const length = `${Buffer.byteLength(body)}`;
        socket.end(rawHead(status, { ...close, ...headers, "Content-Length": length }) + body);
      },
      streamed: async ({ contentType, chunks }) => {
        socket.write(rawHead(200, { ...close, "Content-Type": contentType }));
        for await (const chunk of chunks) if (!(await write(socket, chunk))) break;
        socket.end();
      },
      hijacked: async ({ contentType, converse }) => {
        const upgrade = { "Content-Type": contentType, Connection: "Upgrade", Upgrade: "tcp" };
        socket.write(rawHead(101, upgrade, "UPGRADED"));
        await setTimeout(HEAD_START);
        const { clock, settings } = this.backend;
        const framed = contentType === streamType(false);
        const unwatch = framed ? watchClient(socket, clock, settings.pollInterval) : () => {};
        await converse({ input: socket, output: socket }).finally(unwatch);
        socket.end();
      },
      destroy: () => void socket.destroy(),
    });
  }

  /** Serves a request with what a plain or an upgraded connection can do, and logs it. */
  private async serve(request: IncomingMessage, abort: AbortController, connection: Sink): Promise<void> {
    const { clock, log } = this.backend;
    const began = clock.now();
    const entry: InProgress = { abort, streaming: false };
    this.inProgress.add(entry);
    const [path = "/", query = ""] = (request.url ?? "/").split(/\?(.*)/s);
    const { method = "GET" } = request;
    const awsRequestIds = new Set<string>();
    const line = { method, path };
    const failed = (error: unknown) => {
      log.error("request failed", { ...line, ...errorFields(error) });
      return errorReply(error);
    };
    await collectRequestIds(awsRequestIds, async () => {
      const reply = await this.reply(request, path, query, connection, abort.signal).catch(failed);
      let status = "status" in reply ? reply.status : 200;
      try {
        if ("converse" in reply) status = request.headers.upgrade === undefined ? 200 : 101;
        entry.streaming = !("status" in reply);
        if (entry.streaming && this.draining) abort.abort();
        await send(reply, connection);
      } catch (error) {
        log.error("response failed", { ...line, ...errorFields(error) });
        connection.destroy();
      }
      const duration = clock.now() - began;
      log.info("request", { ...line, status, duration, awsRequestIds: [...awsRequestIds] });
    }).catch((error: unknown) => log.error("request failed", { ...line, ...errorFields(error) }));
    this.inProgress.delete(entry);
    if (this.inProgress.size === 0) this.onIdle();
  }

  private async reply(
    { method = "GET", headers }: IncomingMessage,
    path: string,
    query: string,
    connection: Pick<Sink, "body">,
    signal: AbortSignal,
  ): Promise<Reply> {
    const own = withoutVersion(path);
    const { handler, params } = this.router.find(method, own);
    const parameters = new URLSearchParams(query);
    return handler(
      this.backend,
      new DockerRequest(method, own, parameters, headers, params, await connection.body(), signal),
    );
  }
}

/** A connection to reply on. */
interface Sink {
  body(): Promise<Buffer>;
  plain(reply: Plain): void;
  streamed(reply: Streamed): Promise<void>;
  hijacked(reply: Hijacked): Promise<void>;
  /** Ends a connection whose response cannot be completed. */
  destroy(): void;
}

async function send(reply: Reply, connection: Sink): Promise<void> {
  if ("converse" in reply) return connection.hijacked(reply);
  if ("chunks" in reply) return connection.streamed(reply);
  connection.plain(reply);
}
