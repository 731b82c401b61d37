import type { PlainAnswer, RequestHead } from "../../../wire/hooks.js";
import type { Redirect, RoutingRule, WebsiteConfiguration } from "../generated/types.js";
import type { WebsiteRequest } from "./addresses.js";

const DEFAULT_STATUS = 301;

/** A redirect without a body. */
export function redirect(status: number, Location: string): PlainAnswer {
  return { status, headers: { Location, "Content-Length": "0" } };
}

/** The target of a website that redirects all requests. */
export function redirectOfAll(
  { RedirectAllRequestsTo }: WebsiteConfiguration,
  { path }: WebsiteRequest,
  { query }: RequestHead,
): PlainAnswer | undefined {
  if (!RedirectAllRequestsTo) return undefined;
  const { HostName, Protocol = "http" } = RedirectAllRequestsTo;
  return redirect(DEFAULT_STATUS, `${Protocol}://${HostName}/${path}${query === "" ? "" : `?${query}`}`);
}

/**
 * The first routing rule for a key: without a status, among rules without an error condition; with the status
 * of an error, among rules for that error.
 */
export function ruleFor(
  { RoutingRules = [] }: WebsiteConfiguration,
  key: string,
  status?: number,
): RoutingRule | undefined {
  return RoutingRules.find(({ Condition = {} }) => {
    const { KeyPrefixEquals = "", HttpErrorCodeReturnedEquals } = Condition;
    if (!key.startsWith(KeyPrefixEquals)) return false;
    return HttpErrorCodeReturnedEquals === (status === undefined ? undefined : `${status}`);
  });
}

/** The target of a routing rule. It is absolute, unless the website is below a path. */
export function redirectByRule(
  { Condition, Redirect }: RoutingRule,
  key: string,
  { base }: WebsiteRequest,
  { headers }: RequestHead,
): PlainAnswer {
  const { HostName, Protocol = "http", HttpRedirectCode } = Redirect;
  const own =
    base === "/" || HostName !== undefined ? `${Protocol}://${HostName ?? headers.host ?? ""}/` : base;
  const target = encodedKey(targetKey(Redirect, key, Condition?.KeyPrefixEquals ?? ""));
  return redirect(Number(HttpRedirectCode ?? DEFAULT_STATUS), own + target);
}

function targetKey({ ReplaceKeyWith, ReplaceKeyPrefixWith }: Redirect, key: string, prefix: string): string {
  if (ReplaceKeyWith !== undefined) return ReplaceKeyWith;
  return ReplaceKeyPrefixWith === undefined ? key : ReplaceKeyPrefixWith + key.slice(prefix.length);
}

/** Encodes a key for a URL. Parts from a rule are unchanged. */
export function encodedKey(key: string): string {
  return encodeURI(key).replace(/%25([0-9A-Fa-f]{2})/g, "%$1");
}
