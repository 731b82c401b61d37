import type { Delivery } from "../../../delivery/delivery.js";
import { type Attempted, type FailureKind, failed, RECORDED } from "../../../delivery/outcome.js";
import { denialOf } from "../../../delivery/senders/denials.js";
import { type OutgoingRequest, sendRequest } from "../../../delivery/senders/http.js";
import type { Context } from "../../../runtime/context.js";
import { isLoopbackUrl } from "../../../shared/loopback.js";
import { apiDestinationOfArn, connectionOfArn } from "../connections/lookup.js";
import { replaceToken } from "../connections/tokens.js";
import type { HttpParameters } from "../generated/types.js";
import type { ApiDestinationRow, ConnectionRow } from "../state/connections.js";
import { type Sending, TARGET_DELIVERY, type TargetMessage } from "./message.js";
import { senderOf } from "./permissions.js";

/** Client errors that are retried. */
const TRANSIENT: ReadonlySet<number> = new Set([401, 407, 409]);
/** Statuses after which an OAuth connection requests a new token. */
const UNAUTHORIZED: ReadonlySet<number> = new Set([401, 407]);
/** Headers that cannot be changed. */
const FIXED_HEADERS = { "user-agent": "Amazon/EventBridge/ApiDestinations", range: "bytes=0-1048575" };
const BODYLESS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Calls an API destination at a loopback address. Calls to other destinations are only recorded.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html
 */
export function callApiDestination({ ctx, message, input, number }: Sending): Attempted | Promise<Attempted> {
  const { Arn, HttpParameters } = message.target;
  const destination = apiDestinationOfArn(ctx, Arn);
  const connection = destination && connectionOfArn(ctx, destination.connectionArn);
  if (!destination) return failed("missing", `The API destination ${Arn} does not exist.`);
  if (connection?.state !== "AUTHORIZED") return failed("rejected", "The connection is not authorized.");
  const denied = denialOf(ctx, senderOf(ctx, message), "events:InvokeApiDestination", Arn);
  if (denied) return denied;
  const request = requestOf(destination, connection, input, HttpParameters);
  if (!isLoopbackUrl(request.url)) return RECORDED;
  return sendRequest(ctx, { kind: TARGET_DELIVERY, number }, request);
}

function requestOf(
  { endpoint, method }: ApiDestinationRow,
  { auth, token }: ConnectionRow,
  input: string,
  { PathParameterValues = [], HeaderParameters = {}, QueryStringParameters = {} }: HttpParameters = {},
): OutgoingRequest {
  const {
    HeaderParameters: headers = [],
    QueryStringParameters: query = [],
    BodyParameters: body = [],
  } = auth.InvocationHttpParameters ?? {};
  const values = [...PathParameterValues];
  const url = new URL(endpoint.replace(/\*/g, () => encodeURIComponent(values.shift() ?? "")));
  for (const [name, value] of Object.entries(QueryStringParameters)) url.searchParams.append(name, value);
  // The parameters of the connection take precedence.
  for (const { Key = "", Value = "" } of query) url.searchParams.set(Key, Value);
  return {
    url: url.href,
    method,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "accept-encoding": "gzip,deflate",
      ...lowerCase(Object.entries(HeaderParameters)),
      ...lowerCase(headers.map(({ Key = "", Value = "" }) => [Key, Value])),
      ...credentialsOf(auth),
      ...(token && { authorization: `Bearer ${token.value}` }),
      ...FIXED_HEADERS,
    },
    body: BODYLESS.has(method) ? "" : withParameters(input, body),
    failureOf,
  };
}

/** Header names are case-insensitive: the last one is used. */
function lowerCase(headers: readonly (readonly [string, string])[]): Readonly<Record<string, string>> {
  return Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
}

/** Requests a new token if a destination has rejected the token of its connection. */
export function replaceRejectedToken(
  { message }: Delivery<TargetMessage>,
  attempted: Attempted,
  ctx: Context,
): void {
  if (attempted.status !== "failed" || !UNAUTHORIZED.has(attempted.response?.status ?? 0)) return;
  const destination = apiDestinationOfArn(ctx, message.target.Arn);
  if (destination) replaceToken(ctx, connectionOfArn(ctx, destination.connectionArn));
}

function credentialsOf({
  BasicAuthParameters,
  ApiKeyAuthParameters,
}: ConnectionRow["auth"]): Readonly<Record<string, string>> {
  if (ApiKeyAuthParameters) return { [ApiKeyAuthParameters.ApiKeyName]: ApiKeyAuthParameters.ApiKeyValue };
  if (!BasicAuthParameters) return {};
  const { Username, Password } = BasicAuthParameters;
  return { authorization: `Basic ${Buffer.from(`${Username}:${Password}`).toString("base64")}` };
}

/** The body with the parameters of the connection, if it is an object. */
function withParameters(
  input: string,
  parameters: readonly { readonly Key?: string; readonly Value?: string }[],
): string {
  if (parameters.length === 0) return input;
  const body: unknown = JSON.parse(input);
  if (typeof body !== "object" || body === null || Array.isArray(body)) return input;
  return JSON.stringify({ ...body, ...Object.fromEntries(parameters.map(({ Key, Value }) => [Key, Value])) });
}

function failureOf(status: number): FailureKind {
  if (status === 429) return "throttled";
  return status >= 500 || TRANSIENT.has(status) ? "error" : "rejected";
}
