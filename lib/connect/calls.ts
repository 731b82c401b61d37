import { type ClientRequest, request } from "node:http";
import { buffer } from "node:stream/consumers";
import type { Verb } from "../control/definition/define-control.js";

/** What goes with a call. Members of `query` that are `undefined` are left out. */
export interface CallOptions {
  readonly query?: Readonly<Record<string, unknown>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** A simulator in another process refused a call of its control. The message is the simulator's. */
export class ControlError extends Error {
  override readonly name = "ControlError";
  constructor(
    message: string,
    /** HTTP status: 400 for a mistake of the caller's, 403, 404, 405, 413; 500 for one of the simulator's; 503 while it starts. */
    readonly status: number,
    /** With status 404: the kind of the resource that does not exist and that the call is about, such as `bucket`. */
    readonly unknown?: string,
  ) {
    super(message);
  }
}

/** Calls the control over HTTP of one simulator. */
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
   * The answer of a route below `/_sim`; `undefined` when there is nothing to say.
   * Its type is what the documentation of the route promises.
   *
   * @throws ControlError with the simulator's message; Error when nothing answers.
   */
  async call<Answer>(method: Verb, path: string, options: CallOptions = {}): Promise<Answer> {
    const text = new TextDecoder().decode(await this.bytes(method, path, options));
    return (text === "" ? undefined : JSON.parse(text)) as Answer;
  }

  /**
   * As {@link call}, of a route whose answer is no JSON.
   *
   * @throws ControlError with the simulator's message; Error when nothing answers.
   */
  async bytes(method: Verb, path: string, options: CallOptions = {}): Promise<Uint8Array> {
    const query = queryOf(options.query ?? {});
    // Not as part of a URL, which would make less of a name that is "..".
    const target = `${new URL(this.url).pathname.replace(/\/$/, "")}/_sim${path}${query && `?${query}`}`;
    const { status, body } = await this.send(this.begin(method, target), options.body);
    if (status >= 400) throw rejection(body.toString(), status);
    return body;
  }

  private begin(method: Verb, path: string): ClientRequest {
    if (!this.url.startsWith("https:")) return request(this.url, { method, path });
    // Loaded here, because it takes 8 ms.
    return process.getBuiltinModule("node:https").request(this.url, { method, path, ca: this.ca });
  }

  private async send(message: ClientRequest, body: unknown): Promise<{ status: number; body: Buffer }> {
    return new Promise((resolve, reject) => {
      message.once("error", (error) =>
        reject(
          new Error(
            `No simulator answers at ${this.url}: ${error.message}. Start one with "npx aws-sim" or createAwsSim(), and give its URL.`,
            { cause: error },
          ),
        ),
      );
      message.once("response", (answer) => {
        buffer(answer).then((body) => resolve({ status: answer.statusCode ?? 0, body }), reject);
      });
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

/** `JSON.stringify` would leave functions out without a word. */
export function withoutFunctions(name: string, value: unknown): unknown {
  if (typeof value !== "function") return value;
  const member = name === "" ? "" : ` (member "${name}")`;
  throw new TypeError(
    `A function cannot be sent to another process${member}. Give outcomes, or use createAwsSim().`,
  );
}

/** The part of a path that a name is. */
export function segment(name: string): string {
  return encodeURIComponent(name);
}

/** An answer; `undefined` if what was asked for does not exist. */
export async function unlessMissing<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    const missing = error instanceof ControlError && error.status === 404;
    // A missing bucket is no missing object: its name may be misspelt.
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
    // Not JSON: whatever answers is no simulator.
  }
  return new ControlError(
    `Unexpected response (${status}): not an aws-sim server. Give the URL of one.`,
    status,
  );
}
