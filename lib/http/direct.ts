import { Readable } from "node:stream";
import { inLowerCase } from "../values/own.js";
import {
  BodyTooLarge,
  ConnectionDropped,
  type WireBody,
  type WireClient,
  type WireRequest,
  type WireResponse,
} from "../wire/message.js";
import type { Dispatch } from "./dispatch.js";

/** The request that an AWS SDK for JavaScript v3 client passes to its request handler (any version). */
interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Record<string, string | string[] | null> | undefined;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
  readonly hostname: string;
  readonly port?: number | undefined;
}

/** The options that such a client passes with a request. */
interface SdkOptions {
  /** An `AbortSignal`; earlier SDK versions had a class of their own. */
  readonly abortSignal?: unknown;
}

/** The response that such a client expects. */
interface SdkResponse {
  readonly response: { statusCode: number; headers: Record<string, string>; body: unknown };
}

/** A request handler for SDK clients that calls the simulator without a socket. */
export interface DirectHandler {
  readonly metadata: { readonly handlerProtocol: string };
  handle(request: SdkRequest, options?: SdkOptions): Promise<SdkResponse>;
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): Record<string, never>;
  destroy(): void;
}

/** Creates a {@link DirectHandler} for a dispatcher. */
export function directHandler(dispatch: Dispatch): DirectHandler {
  return {
    metadata: { handlerProtocol: "http/1.1" },
    async handle(request, { abortSignal } = {}) {
      const signal = isSignal(abortSignal) ? abortSignal : undefined;
      const answer = answerOf(dispatch, toWireRequest(request, signal));
      const { status, headers, body, streamed } = await unlessAborted(answer, signal);
      // Node's http client returns headers to the SDK in lower case.
      return {
        response: { statusCode: status, headers: inLowerCase(headers), body: toSdkBody(body, streamed) },
      };
    },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
    destroy() {},
  };
}

async function answerOf(dispatch: Dispatch, request: WireRequest): Promise<WireResponse> {
  try {
    return await dispatch(request);
  } catch (error) {
    throw error instanceof ConnectionDropped ? connectionReset() : error;
  }
}

/** The error that Node's http client emits if the server closes the connection. */
function connectionReset(): Error {
  return Object.assign(new Error("socket hang up"), { code: "ECONNRESET", name: "Error" });
}

/** Tests may run in a realm with its own AbortSignal, as in Jest. */
function isSignal(value: unknown): value is AbortSignal {
  return typeof value === "object" && value !== null && "addEventListener" in value;
}

/** @throws Error as Node's request handler of the SDK does, as soon as the signal aborts. */
function unlessAborted<Result>(answer: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  if (!signal) return answer;
  return new Promise((resolve, reject) => {
    const abort = () => reject(Object.assign(new Error("Request aborted"), { name: "AbortError" }));
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

function toWireRequest(request: SdkRequest, signal: AbortSignal | undefined): WireRequest {
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
    ...(signal && { client: clientOf(signal) }),
  };
}

function clientOf(signal: AbortSignal): WireClient {
  return {
    onClose(listener) {
      signal.addEventListener("abort", listener, { once: true });
      return () => signal.removeEventListener("abort", listener);
    },
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

/** SDK clients accept bytes; only streams must be streams. The client may write to the bytes it receives. */
function toSdkBody(body: WireResponse["body"] = new Uint8Array(0), streamed = false): unknown {
  if (typeof body !== "string" && !(body instanceof Uint8Array))
    return Readable.from(Symbol.iterator in body ? copies(body) : body, { objectMode: false });
  const bytes = typeof body === "string" ? Buffer.from(body) : Uint8Array.from(body);
  return streamed ? Readable.from(bytes.length > 0 ? [bytes] : [], { objectMode: false }) : bytes;
}

function* copies(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  for (const piece of pieces) yield Uint8Array.from(piece);
}

/**
 * A body in memory or a stream of its owner. The bytes are copied, because their owner may overwrite them
 * later.
 */
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
        `A request body of type ${typeof this.body} cannot be sent. Use a string, bytes or a stream.`,
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
