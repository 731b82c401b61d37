import type { Context } from "../../../runtime/context.js";
import { invalidRequest, unsendableHeader } from "../errors/requests.js";
import type { HeadObjectOutput, HeadObjectRequest } from "../generated/types.js";
import { isSendable } from "./header-text.js";

/** The parameters that replace headers of an answer, by their names in the query string. */
const OVERRIDES = [
  ["ResponseCacheControl", "CacheControl", "response-cache-control"],
  ["ResponseContentDisposition", "ContentDisposition", "response-content-disposition"],
  ["ResponseContentEncoding", "ContentEncoding", "response-content-encoding"],
  ["ResponseContentLanguage", "ContentLanguage", "response-content-language"],
  ["ResponseContentType", "ContentType", "response-content-type"],
  ["ResponseExpires", "Expires", "response-expires"],
] as const;

type Overridden = Pick<HeadObjectOutput, (typeof OVERRIDES)[number][1]>;

/**
 * The headers that a GET or HEAD asks to have instead of the object's own.
 *
 * @throws InvalidRequest for anonymous requests, InvalidArgument for what no header can carry.
 */
export function overrides(ctx: Context, input: HeadObjectRequest): Overridden {
  let found: Overridden | undefined;
  for (const [parameter, member, name] of OVERRIDES) {
    const value = input[parameter];
    if (value === undefined) continue;
    if (ctx.caller.accessKeyId === "") throw anonymousOverride();
    if (!isSendable(value)) throw unsendableHeader(name, value);
    found = { ...found, [member]: value };
  }
  return found ?? NONE;
}

const NONE: Overridden = Object.freeze({});

function anonymousOverride() {
  return invalidRequest("Request specific response headers cannot be used for anonymous GET requests.");
}
