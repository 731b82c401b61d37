import { Readable } from "node:stream";
import type { WireRequest, WireResponse } from "../../lib/wire/message.js";
import type { FuzzedService } from "./fuzz-services.js";

/** What the SDK hands to its request handler. */
interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface SdkClient {
  send(command: object): Promise<object>;
}

type Constructor<T> = new (argument: object) => T;

export type Answer = (request: WireRequest, body: Uint8Array) => Promise<WireResponse>;

/** Sends one command through the real SDK client; `answer` is the server. Resolves to the SDK's output. */
export class SdkExchange {
  readonly #client: SdkClient;
  #answer: Answer = () => Promise.reject(new Error("No answer was set."));

  constructor(readonly service: FuzzedService) {
    const Client: Constructor<SdkClient> = Reflect.get(service.sdk, service.client);
    this.#client = new Client({
      region: "us-east-1",
      endpoint: "http://localhost",
      credentials: { accessKeyId: "AKID", secretAccessKey: "secret" },
      maxAttempts: 1,
      forcePathStyle: true,
      disableHostPrefix: true,
      ...(service.protocol !== undefined && { protocol: service.protocol }),
      requestHandler: { handle: (request: SdkRequest) => this.#handle(request) },
    });
  }

  has(operation: string): boolean {
    return Reflect.has(this.service.sdk, `${operation}Command`);
  }

  async send(operation: string, input: object, answer: Answer): Promise<object> {
    const Command: Constructor<object> = Reflect.get(this.service.sdk, `${operation}Command`);
    this.#answer = answer;
    const { $metadata, ...output } = Object.assign(
      { $metadata: {} },
      await this.#client.send(new Command(input)),
    );
    return output;
  }

  async #handle(request: SdkRequest): Promise<{ response: object }> {
    const body = bytesOf(request.body);
    const response = await this.#answer(wireRequest(request, body), body);
    const headers = Object.fromEntries(
      Object.entries(response.headers).map(([name, v]) => [name.toLowerCase(), v]),
    );
    return {
      response: { statusCode: response.status, headers, body: Readable.from([bytesOf(response.body)]) },
    };
  }
}

function wireRequest(request: SdkRequest, body: Uint8Array): WireRequest {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, v]) => [name.toLowerCase(), v]),
  );
  return {
    method: request.method,
    path: request.path,
    query: queryString(request.query ?? {}),
    headers,
    body: {
      bytes: () => Promise.resolve(body),
      async *stream() {
        yield body;
      },
    },
  };
}

function queryString(query: NonNullable<SdkRequest["query"]>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map(
      (one) => `${encodeURIComponent(name)}=${encodeURIComponent(one ?? "")}`,
    ),
  );
  return pairs.join("&");
}

function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  return typeof body === "string" ? Buffer.from(body) : new Uint8Array();
}
