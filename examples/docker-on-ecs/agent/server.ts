import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { WebSocketServer } from "ws";
import { Connection } from "./connection.js";
import type { MainProcess } from "./main-process.js";
import { containerStats } from "./metadata.js";
import type { AgentHealth } from "./protocol.js";

/** What the server of the agent is given. */
export interface AgentServerOptions {
  readonly main: MainProcess;
  /** Empty: connections need no token. */
  readonly token: string;
  /** The environment of exec sessions. */
  readonly env: NodeJS.ProcessEnv;
  /** A client has attached to the main process. */
  onAttach(): void;
}

/** `GET /health`, `GET /stats` and the WebSocket `/ws`. */
export class AgentServer {
  private readonly connections = new Set<Connection>();
  private readonly http = createServer((request, response) => void this.respond(request, response));
  private readonly sockets = new WebSocketServer({ noServer: true });

  constructor(private readonly options: AgentServerOptions) {
    this.http.on("upgrade", (request, socket, head) => {
      if (pathOf(request) !== "/ws" || !this.authorized(request)) {
        socket.end(
          "HTTP/1.1 401 Unauthorized\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\nunauthorized",
        );
        return;
      }
      this.sockets.handleUpgrade(request, socket, head, (webSocket) => {
        const connection = new Connection(webSocket, options.main, options.env, options.onAttach);
        this.connections.add(connection);
        webSocket.on("close", () => this.connections.delete(connection));
      });
    });
  }

  /** Rejects if the address cannot be listened on. */
  listen(host: string | undefined, port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.http.once("error", reject);
      this.http.listen(port, host, () => resolve());
    });
  }

  /** Sends what waits to be sent, for at most so many milliseconds. */
  async flush(milliseconds: number): Promise<void> {
    const deadline = performance.now() + milliseconds;
    while ([...this.connections].some(({ flushed }) => !flushed) && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 10));
    for (const connection of this.connections) connection.close();
  }

  private async respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = pathOf(request);
    if (path === "/health") return json(response, 200, this.health());
    if (!this.authorized(request)) return void response.writeHead(401).end("unauthorized");
    if (path !== "/stats") return void response.writeHead(404).end();
    const stats = await containerStats();
    return stats === undefined ? void response.writeHead(404).end() : json(response, 200, stats);
  }

  private health(): AgentHealth {
    const { pid, exitCode } = this.options.main;
    return { status: "ok", pid, exited: exitCode !== undefined, exitCode };
  }

  private authorized(request: IncomingMessage): boolean {
    const expected = Buffer.from(this.options.token);
    const { searchParams } = new URL(request.url ?? "/", "http://agent");
    const bearer = request.headers.authorization?.replace(/^Bearer /, "");
    const given = Buffer.from(bearer ?? searchParams.get("token") ?? "");
    return expected.length === 0 || (given.length === expected.length && timingSafeEqual(given, expected));
  }
}

function pathOf(request: IncomingMessage): string {
  return new URL(request.url ?? "/", "http://agent").pathname;
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
}
