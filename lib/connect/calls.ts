import { createWriteStream } from "node:fs";
import { type ClientRequest, type IncomingMessage, request } from "node:http";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import type { Verb } from "../control/definition/define-control.js";

/** Query and body of a call. Members of `query` that are `undefined` are omitted. */
export interface CallOptions {
  readonly query?: Readonly<Record<string, unknown>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** Thrown if a simulator in another process rejects a control call. The message is the simulator's. */
export class ControlError extends Error {
  override readonly name = "ControlError";
  constructor(
    message: string,
    /**
     * HTTP status: 400 for an invalid call, 403, 404, 405, 413; 500 for an error of the simulator; 503 while
     * it starts.
     */
    readonly status: number,
    /** With status 404: the kind of the missing resource that the call refers to, such as `bucket`. */
    readonly unknown?: string,
  ) {
    super(message);
  }
}

/** Calls the HTTP control API of one simulator. */
export class Calls {
  /**
   * @internal
   * @param url of the simulator, without a slash at its end.
   * @param ca the certificates, in PEM, that it is trusted by over HTTPS; left out, those that Node trusts.
   */
  constructor(
    readonly url: string,
    private readonly ca?: string,
  ) {}

  /**
   * Returns the response of a route below `/_sim`; `undefined` if it has no content. The caller declares the
   * type, as documented for the route.
   *
   * @throws ControlError with the simulator's message; Error if no simulator responds.
   */
  async call<Answer>(method: Verb, path: string, options: CallOptions = {}): Promise<Answer> {
    const text = new TextDecoder().decode(await this.bytes(method, path, options));
    return (text === "" ? undefined : JSON.parse(text)) as Answer;
  }

  /**
   * As {@link call}, for a route whose response is not JSON.
   *
   * @throws ControlError with the simulator's message; Error if no simulator responds.
   */
  async bytes(method: Verb, path: string, options: CallOptions = {}): Promise<Uint8Array> {
    const query = queryOf(options.query ?? {});
    const target = this.target(`${path}${query && `?${query}`}`);
    const answer = await this.answer(this.begin(method, target), options.body);
    const status = answer.statusCode ?? 0;
    const body = await buffer(answer);
    if (status >= 400) throw rejection(body.toString(), status);
    return body;
  }

  /**
   * Writes the response of a route to a file.
   *
   * @throws ControlError with the simulator's message; Error if no simulator responds or the file cannot be
   * written.
   */
  async download(path: string, file: string): Promise<void> {
    const answer = await this.answer(this.begin("GET", this.target(path)), undefined);
    const status = answer.statusCode ?? 0;
    if (status >= 400) throw rejection((await buffer(answer)).toString(), status);
    await pipeline(answer, createWriteStream(file));
  }

  private target(path: string): string {
    // Not with `new URL`, which would normalize a name that is "..".
    return `${new URL(this.url).pathname.replace(/\/$/, "")}/_sim${path}`;
  }

  private begin(method: Verb, path: string): ClientRequest {
    if (!this.url.startsWith("https:")) return request(this.url, { method, path });
    // Loaded on demand, because loading takes 8 ms.
    return process.getBuiltinModule("node:https").request(this.url, { method, path, ca: this.ca });
  }

  private async answer(message: ClientRequest, body: unknown): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      message.once("error", (error) =>
        reject(
          new Error(
            `No simulator responds at ${this.url}: ${error.message}. Start one with "npx aws-sim" or createAwsSim(), and use its URL.`,
            { cause: error },
          ),
        ),
      );
      message.once("response", resolve);
      message.end(body === undefined ? undefined : JSON.stringify(body, withoutFunctions));
    });
  }
}

function queryOf(members: NonNullable<CallOptions["query"]>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(members))
    if (value !== undefined) query.set(name, String(value));
  return query.toString();
}

/** `JSON.stringify` would silently omit functions. */
export function withoutFunctions(name: string, value: unknown): unknown {
  if (typeof value !== "function") return value;
  const member = name === "" ? "" : ` (member "${name}")`;
  throw new TypeError(
    `A function cannot be sent to another process${member}. Use fixed outcomes, or createAwsSim().`,
  );
}

/** A name as one segment of a path. */
export function segment(name: string): string {
  return encodeURIComponent(name);
}

/** The response; `undefined` if the requested item does not exist. */
export async function unlessMissing<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    const missing = error instanceof ControlError && error.status === 404;
    // A missing bucket is not a missing object: its name may be misspelt.
    if (missing && error.unknown === undefined) return undefined;
    throw error;
  }
}

function rejection(body: string, status: number): Error {
  try {
    const { error, unknown } = JSON.parse(body) as { error?: unknown; unknown?: unknown };
    if (typeof error === "string")
      return new ControlError(error, status, typeof unknown === "string" ? unknown : undefined);
  } catch {
    // Not JSON, so it is not a simulator.
  }
  return new ControlError(
    `Unexpected response (${status}): not an aws-sim server. Use the URL of one.`,
    status,
  );
}
