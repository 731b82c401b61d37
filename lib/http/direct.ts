import { Readable } from "node:stream";
import {
  BodyTooLarge,
  ConnectionDropped,
  type WireBody,
  type WireRequest,
  type WireResponse,
} from "../wire/message.js";
import type { Dispatch } from "./server.js";

/** The request that an AWS SDK for JavaScript v3 client hands to its request handler (any version). */
interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Record<string, string | string[] | null> | undefined;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
  readonly hostname: string;
  readonly port?: number | undefined;
}

/** What such a client expects back. */
interface SdkResponse {
  readonly response: { statusCode: number; headers: Record<string, string>; body: unknown };
}

/** A request handler for SDK clients that calls the simulator without a socket. */
export interface DirectHandler {
  readonly metadata: { readonly handlerProtocol: string };
  handle(request: SdkRequest): Promise<SdkResponse>;
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): Record<string, never>;
  destroy(): void;
}

/** Makes a {@link DirectHandler} of a dispatcher. */
export function directHandler(dispatch: Dispatch): DirectHandler {
  return {
    metadata: { handlerProtocol: "http/1.1" },
    async handle(request) {
      const { status, headers, body, streamed } = await dispatch(toWireRequest(request)).catch(
        (error: unknown) => {
          throw error instanceof ConnectionDropped ? connectionReset() : error;
        },
      );
      return {
        response: { statusCode: status, headers: inLowerCase(headers), body: toSdkBody(body, streamed) },
      };
    },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
    destroy() {},
  };
}

/** The error of a socket that the other side broke off, as Node's http client gives it. */
function connectionReset(): Error {
  return Object.assign(new Error("socket hang up"), { code: "ECONNRESET", name: "Error" });
}

/** As Node's http client gives headers to the SDK. */
function inLowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function toWireRequest(request: SdkRequest): WireRequest {
  const headers = inLowerCase(request.headers);
  headers.host ??= request.port === undefined ? request.hostname : `${request.hostname}:${request.port}`;
  const body = new GivenBody(request.body);
  // As Node's http client does.
  if (body.length !== undefined && headers["transfer-encoding"] === undefined)
    headers["content-length"] ??= String(body.length);
  return {
    method: request.method,
    path: request.path,
    query: queryString(request.query ?? {}),
    headers,
    body,
    inProcess: true,
  };
}

function queryString(query: Record<string, string | string[] | null>): string {
  const pairs: string[] = [];
  for (const [name, value] of Object.entries(query)) {
    if (value === null) pairs.push(escapeQuery(name));
    else for (const item of [value].flat()) pairs.push(`${escapeQuery(name)}=${escapeQuery(item)}`);
  }
  return pairs.join("&");
}

function escapeQuery(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** SDK clients read bytes as they are; only streams must be streams. What they get is theirs: they may write to it. */
function toSdkBody(body: WireResponse["body"] = new Uint8Array(0), streamed = false): unknown {
  if (typeof body !== "string" && !(body instanceof Uint8Array))
    return Readable.from(Symbol.iterator in body ? copies(body) : body, { objectMode: false });
  const bytes = typeof body === "string" ? Buffer.from(body) : Uint8Array.from(body);
  return streamed ? Readable.from(bytes.length > 0 ? [bytes] : [], { objectMode: false }) : bytes;
}

function* copies(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  for (const piece of pieces) yield Uint8Array.from(piece);
}

/** A body that is in memory, or that its owner streams. Its bytes are copied: their owner may write to them later. */
class GivenBody implements WireBody {
  constructor(private readonly body: unknown) {}

  /** `undefined` for a stream. */
  get length(): number | undefined {
    const { body } = this;
    if (body === undefined || body === null) return 0;
    if (typeof body === "string") return Buffer.byteLength(body);
    return body instanceof ArrayBuffer || ArrayBuffer.isView(body) ? body.byteLength : undefined;
  }

  async bytes(limit: number): Promise<Uint8Array> {
    const whole = this.whole();
    if (whole) return checked(whole, limit);
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.stream()) chunks.push(chunk);
    return checked(Buffer.concat(chunks), limit);
  }

  async *stream(): AsyncIterable<Uint8Array> {
    const whole = this.whole();
    if (whole) yield whole;
    else if (isIterable(this.body)) for await (const chunk of this.body) yield toBytes(chunk);
    else
      throw new TypeError(
        `A request body of type ${typeof this.body} cannot be sent. Give text, bytes or a stream.`,
      );
  }

  private whole(): Uint8Array | undefined {
    const { body } = this;
    if (body === undefined || body === null) return new Uint8Array(0);
    if (typeof body === "string" || body instanceof Uint8Array) return toBytes(body);
    if (body instanceof ArrayBuffer) return new Uint8Array(body.slice(0));
    return ArrayBuffer.isView(body)
      ? Uint8Array.from(new Uint8Array(body.buffer, body.byteOffset, body.byteLength))
      : undefined;
  }
}

function isIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

function toBytes(chunk: unknown): Uint8Array {
  return chunk instanceof Uint8Array ? Uint8Array.from(chunk) : Buffer.from(String(chunk));
}

function checked(bytes: Uint8Array, limit: number): Uint8Array {
  if (bytes.length > limit) throw new BodyTooLarge(limit);
  return bytes;
}
