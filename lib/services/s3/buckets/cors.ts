import { invalidRequest, malformedXml } from "../errors/requests.js";
import type { CORSRule } from "../generated/types.js";
import { isSendable } from "../objects/header-text.js";

const MAX_RULES = 100;
const METHODS: ReadonlySet<string> = new Set(["GET", "PUT", "POST", "DELETE", "HEAD"]);

/**
 * Validates the rules of PutBucketCors.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html
 *
 * @throws MalformedXML, InvalidRequest
 */
export function checkCors(rules: readonly CORSRule[]): void {
  if (rules.length === 0 || rules.length > MAX_RULES) throw malformedXml();
  for (const rule of rules) checkRule(rule);
}

function checkRule({
  AllowedMethods,
  AllowedOrigins,
  AllowedHeaders = [],
  ExposeHeaders = [],
}: CORSRule): void {
  const method = AllowedMethods.find((name) => !METHODS.has(name));
  if (method !== undefined) {
    throw invalidRequest(`Found unsupported HTTP method in CORS config. Unsupported method is ${method}`);
  }
  checkWildcards("AllowedOrigin", AllowedOrigins);
  checkWildcards("AllowedHeader", AllowedHeaders);
  const exposed = ExposeHeaders.find((name) => name.includes("*"));
  if (exposed !== undefined) {
    throw invalidRequest(
      `ExposeHeader "${exposed}" contains wildcard. We currently do not support wildcard for ExposeHeader.`,
    );
  }
  // A value that no header can carry would make every response fail.
  if (!ExposeHeaders.every(isSendable)) throw malformedXml();
}

function checkWildcards(element: string, values: readonly string[]): void {
  const value = values.find((text) => text.split("*").length > 2);
  if (value !== undefined) throw invalidRequest(`${element} "${value}" can not have more than one wildcard.`);
}
