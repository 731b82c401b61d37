import { closestName, refuseUnknownMembers } from "../text/suggestions.js";

/** A call of the control over HTTP, as the function that answers it sees it. */
export interface RemoteCall {
  /** The `{names}` of the route, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** The parsed JSON body; `undefined` when there was none. */
  readonly body: unknown;
}

export type RemoteMethod = "GET" | "POST" | "PATCH" | "DELETE";

/**
 * Functions by method and path: `"GET /tasks/{family}/runs"`. What they return
 * is sent as JSON (bytes: as they are; nothing: 204); a TypeError that they throw is the caller's
 * mistake (400).
 */
export type RemoteRoutes = Readonly<Record<`${RemoteMethod} /${string}`, (call: RemoteCall) => unknown>>;

/** A refusal with its HTTP status. The message says what happened and what to do. */
export class RemoteError extends Error {
  override readonly name = "RemoteError";
  constructor(
    readonly status: 400 | 403 | 404 | 405 | 413 | 503,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/**
 * The body as an object that has only these members.
 *
 * @throws RemoteError (400) for anything else.
 */
export function membersOf(body: unknown, ...names: string[]): Record<string, unknown> {
  const expected = `Send a JSON object${names.length === 0 ? "" : ` with ${names.map((name) => `"${name}"`).join(", ")}`}.`;
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new RemoteError(400, `The body is not a JSON object. ${expected}`);
  }
  const strange = Object.keys(body).find((name) => !names.includes(name));
  if (strange !== undefined) {
    const closest = closestName(strange, names);
    const suggestion = closest === undefined ? "" : ` Did you mean "${closest}"?`;
    throw new RemoteError(400, `The body has an unknown member "${strange}".${suggestion} ${expected}`);
  }
  return { ...body };
}

/**
 * The account and region that a call is about: its query parameters `account` and `region`.
 *
 * @param others the further query parameters of the route.
 * @throws TypeError for a parameter that the route does not have.
 */
export function scopeOf({ query }: RemoteCall, ...others: string[]): { account?: string; region?: string } {
  refuseUnknownMembers(query, ["account", "region", ...others], "The query string");
  const { account, region } = query;
  return { ...(account !== undefined && { account }), ...(region !== undefined && { region }) };
}
