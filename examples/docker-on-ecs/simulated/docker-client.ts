import { request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import type { Socket } from "node:net";

/** A response, whole. */
export interface DockerResponse {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly bytes: Buffer;
  /** The body; `undefined` if it is empty, the text if it is not JSON. */
  readonly body: unknown;
  /** The string at a place in the body; empty if there is none. */
  text(...path: readonly (string | number)[]): string;
}

/** A connection that has left HTTP. */
export interface Hijacked {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly socket: Socket;
  /** All bytes until the server ends the connection. */
  readonly output: Promise<Buffer>;
}

/** Docker's requests over a Unix socket or TCP, as they are on the wire. */
export class DockerClient {
  constructor(private readonly address: string) {}

  get(path: string): Promise<DockerResponse> {
    return this.send("GET", path);
  }

  post(path: string, body?: unknown): Promise<DockerResponse> {
    return this.send("POST", path, body);
  }

  delete(path: string): Promise<DockerResponse> {
    return this.send("DELETE", path);
  }

  async send(method: string, path: string, body?: unknown): Promise<DockerResponse> {
    const response = await this.open(method, path, body);
    const bytes = await collect(response);
    const value = parsed(bytes);
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      bytes,
      body: value,
      text: (...path) => String(path.reduce(member, value) ?? ""),
    };
  }

  /** The response as soon as its headers are there. */
  open(method: string, path: string, body?: unknown): Promise<IncomingMessage> {
    const text = body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body);
    const headers = text === undefined ? {} : { "Content-Type": "application/json" };
    return new Promise((resolve, reject) => {
      const request = httpRequest({ ...this.target(), method, path, headers, agent: false }, resolve);
      request.on("error", reject);
      request.end(text);
    });
  }

  /** Upgrades a connection; input is what is sent on it directly after the body. */
  hijack(path: string, body?: unknown): Promise<Hijacked> {
    const text = body === undefined ? "" : JSON.stringify(body);
    const headers = {
      Connection: "Upgrade",
      Upgrade: "tcp",
      "Content-Type": body === undefined ? "text/plain" : "application/json",
      "Content-Length": Buffer.byteLength(text),
    };
    return new Promise((resolve, reject) => {
      const request = httpRequest({ ...this.target(), method: "POST", path, headers, agent: false });
      request.on("error", reject);
      request.on("upgrade", ({ statusCode = 0, headers }, socket, head) => {
        if (head.length > 0) socket.unshift(head);
        resolve({ status: statusCode, headers, socket, output: collect(socket) });
      });
      request.on("response", (response) =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          socket: response.socket,
          output: collect(response),
        }),
      );
      request.end(text);
    });
  }

  private target(): RequestOptions {
    const [, socketPath] = /^unix:\/\/(.*)$/.exec(this.address) ?? [];
    if (socketPath !== undefined) return { socketPath, host: "docker" };
    const { hostname, port } = new URL(this.address);
    return { host: hostname, port };
  }
}

/** The payloads of frames, by stream. @throws Error for bytes that are not frames */
export function demultiplex(bytes: Buffer): { stdout: string; stderr: string } {
  const streams = { stdout: "", stderr: "" };
  for (let at = 0; at < bytes.length; ) {
    const [type, ...zeros] = bytes.subarray(at, at + 4);
    const length = bytes.readUInt32BE(at + 4);
    if ((type !== 1 && type !== 2) || zeros.some((zero) => zero !== 0) || at + 8 + length > bytes.length)
      throw new Error(`Not a frame: ${bytes.subarray(at, at + 16).toString("hex")}`);
    streams[type === 1 ? "stdout" : "stderr"] += bytes.subarray(at + 8, at + 8 + length).toString();
    at += 8 + length;
  }
  return streams;
}

function member(value: unknown, name: string | number): unknown {
  return typeof value === "object" && value !== null
    ? new Map(Object.entries(value)).get(`${name}`)
    : undefined;
}

async function collect(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function parsed(bytes: Buffer): unknown {
  const text = bytes.toString();
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
