import { release, signalOf } from "../../../delivery/in-flight.js";
import type { Context } from "../../../runtime/context.js";
import { abandonRun, defineRun, hasRun, type RunKind, runTimers, startRun } from "../../../runtime/runs.js";
import type { TimerHandler } from "../../../runtime/service.js";
import { isLoopbackUrl, type LoopbackAnswer, requestLoopback } from "../../../shared/loopback.js";
import type { CreateConnectionOAuthRequestParameters } from "../generated/types.js";
import { CONNECTIONS, type ConnectionRow, type Token } from "../state/connections.js";

/** The timer that requests the token of a connection from its endpoint. */
export const AUTHORIZATION = "event-bridge.connection-authorization";
const TIMEOUT_TIMER = "event-bridge.token-timeout";
/** Timeout of token requests, as for API destinations. AWS documents no other limit. */
const TIMEOUT = 5_000;
/** A token is replaced before it expires, so that requests never contain an expired one. */
const REFRESH_BEFORE = 60_000;

/** The response of an authorization endpoint. */
type TokenOutcome =
  | { readonly token: Omit<Token, "refresh"> & { readonly lifetime?: number } }
  | { readonly reason: string };

/** A token request, by the name of its connection. */
interface TokenRequest {
  /** The timer of its timeout. */
  readonly timer: number;
}

const TOKEN_RUNS: RunKind<TokenRequest, TokenOutcome> = defineRun<TokenRequest, TokenOutcome>({
  name: "event-bridge.token-request",
  onRestart: "restart",
  begin: ({ key: name }, ctx) => requestToken(ctx, name),
  finish: ({ key: name, state }, outcome, ctx) => {
    ctx.cancelTimer(state.timer);
    conclude(ctx, name, outcome);
  },
});

/** Requests a token, if the endpoint has a loopback address. All others are assumed to authorize. */
const authorize: TimerHandler = (name, ctx) => {
  const connection = ctx.table(CONNECTIONS).get(name);
  if (connection?.state !== "AUTHORIZING" && !isDue(ctx, connection)) return;
  const { AuthorizationEndpoint = "" } = connection.auth.OAuthParameters ?? {};
  if (!isLoopbackUrl(AuthorizationEndpoint))
    return put(ctx, { authorized: ctx.now(), ...connection, state: "AUTHORIZED" });
  if (hasRun(ctx, TOKEN_RUNS.name, name)) return;
  void startRun(ctx, TOKEN_RUNS, name, { timer: ctx.startTimer(TIMEOUT, TIMEOUT_TIMER, name) });
};

function isDue(ctx: Context, connection: ConnectionRow | undefined): connection is ConnectionRow {
  const { state, token } = connection ?? {};
  return state === "AUTHORIZED" && token?.refresh !== undefined && token.refresh <= ctx.now();
}

/** Replaces a token that an API destination has rejected. */
export function replaceToken(ctx: Context, connection: ConnectionRow | undefined): void {
  if (connection?.token === undefined) return;
  put(ctx, { ...connection, token: { ...connection.token, refresh: ctx.now() } });
  ctx.after(0, AUTHORIZATION, connection.name);
}

/** Cancels the token request of a connection that has changed. */
export function abandonToken(ctx: Context, name: string): void {
  const run = abandonRun(ctx, TOKEN_RUNS.name, name);
  if (!run) return;
  release(ctx, TOKEN_RUNS.name, name);
  // Only this kind writes rows of its name.
  ctx.cancelTimer((run.state as TokenRequest).timer);
}

function requestToken(ctx: Context, name: string): TokenOutcome | Promise<TokenOutcome> {
  const parameters = ctx.table(CONNECTIONS).get(name)?.auth.OAuthParameters;
  if (!parameters) return { reason: "The connection was deleted." };
  const signal = signalOf(ctx, TOKEN_RUNS.name, name);
  return ctx.work.run(() =>
    requestLoopback({ ...requestOf(parameters), signal }).then(tokenIn, (error: unknown) => ({
      reason: `The authorization endpoint was not reached: ${error instanceof Error ? error.message : String(error)}`,
    })),
  );
}

/** https://datatracker.ietf.org/doc/html/rfc6749#section-4.4.2 */
function requestOf({
  AuthorizationEndpoint,
  HttpMethod,
  ClientParameters,
  OAuthHttpParameters,
}: CreateConnectionOAuthRequestParameters) {
  const {
    HeaderParameters = [],
    QueryStringParameters = [],
    BodyParameters = [],
  } = OAuthHttpParameters ?? {};
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: ClientParameters.ClientID,
    client_secret: ClientParameters.ClientSecret,
  });
  for (const { Key = "", Value = "" } of BodyParameters) form.set(Key, Value);
  const url = new URL(AuthorizationEndpoint);
  for (const { Key = "", Value = "" } of QueryStringParameters) url.searchParams.set(Key, Value);
  if (HttpMethod === "GET") for (const [key, value] of form) url.searchParams.set(key, value);
  return {
    url: url.href,
    method: HttpMethod,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      ...Object.fromEntries(HeaderParameters.map(({ Key = "", Value = "" }) => [Key, Value])),
    },
    body: form.toString(),
  };
}

function tokenIn({ status, body }: LoopbackAnswer): TokenOutcome {
  if (status < 200 || status > 299)
    return { reason: `The authorization endpoint returned status ${status}.` };
  try {
    const { access_token: value, expires_in: seconds } = JSON.parse(body) as Readonly<
      Record<string, unknown>
    >;
    if (typeof value !== "string") return { reason: "The authorization endpoint returned no access_token." };
    return { token: { value, ...(Number(seconds) > 0 && { lifetime: Number(seconds) * 1_000 }) } };
  } catch {
    return { reason: "The authorization endpoint returned no JSON." };
  }
}

function conclude(ctx: Context, name: string, outcome: TokenOutcome): void {
  release(ctx, TOKEN_RUNS.name, name);
  const connection = ctx.table(CONNECTIONS).get(name);
  if (connection?.state !== "AUTHORIZING" && connection?.state !== "AUTHORIZED") return;
  const { stateReason: _, token: __, ...bare } = connection;
  if ("reason" in outcome) return put(ctx, { ...bare, state: "DEAUTHORIZED", stateReason: outcome.reason });
  const { lifetime, value } = outcome.token;
  const wait = lifetime === undefined ? undefined : Math.max(1_000, lifetime - REFRESH_BEFORE);
  const token: Token = { value, ...(wait !== undefined && { refresh: ctx.now() + wait }) };
  put(ctx, { ...bare, state: "AUTHORIZED", authorized: ctx.now(), token });
  if (wait !== undefined) ctx.after(wait, AUTHORIZATION, name, { background: true });
}

function put(ctx: Context, connection: ConnectionRow): void {
  ctx.table(CONNECTIONS).put(connection.name, connection);
}

/** The timers of the tokens of connections. */
export const TOKEN_TIMERS: Readonly<Record<string, TimerHandler>> = {
  [AUTHORIZATION]: authorize,
  [TIMEOUT_TIMER]: (name, ctx) => {
    if (!hasRun(ctx, TOKEN_RUNS.name, name)) return;
    abandonToken(ctx, name);
    conclude(ctx, name, { reason: "The authorization endpoint did not respond in time." });
  },
  ...runTimers(TOKEN_RUNS),
};
