import { parseDocument } from "../../../text/json-document.js";
import { againstPolicy, invalidPolicy } from "../errors/uploads.js";
import type { FormFields } from "./fields.js";

/** A condition of a policy on one field. */
interface FieldCondition {
  readonly operator: string;
  /** As in the policy: `$key`. */
  readonly field: string;
  readonly value: string;
}

/** Allowed size of the file, in bytes. */
export interface SizeRange {
  readonly min: number;
  readonly max: number;
}

/** The permissions that the signer of a form grants to its sender. */
export interface PostPolicy {
  /** Milliseconds since the epoch. */
  readonly expiration: number;
  readonly conditions: readonly FieldCondition[];
  readonly size?: SizeRange;
}

/**
 * Parses a policy: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 *
 * @throws InvalidPolicyDocument; AccessDenied for a condition that cannot be met.
 */
export function readPolicy(base64: string): PostPolicy {
  const { expiration, conditions } = documentOf(base64);
  if (typeof expiration !== "string") throw invalidPolicy("Policy missing expiration.");
  const time = ISO_8601.test(expiration) ? Date.parse(expiration) : Number.NaN;
  if (Number.isNaN(time)) throw invalidPolicy(`Invalid 'expiration' value: '${expiration}'`);
  if (!Array.isArray(conditions)) throw invalidPolicy("Policy missing conditions.");
  const lists = conditions.map(listOf);
  const ranges = lists.filter(([operator]) => operator === "content-length-range");
  return {
    expiration: time,
    conditions: lists
      .filter(([operator]) => operator !== "content-length-range")
      .map(([operator, field, value]) => ({
        operator: String(operator),
        field: String(field),
        value: String(value),
      })),
    ...(ranges.length > 0 && { size: sizeOf(ranges) }),
  };
}

const ISO_8601 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

function documentOf(base64: string): { expiration?: unknown; conditions?: unknown } {
  try {
    const document: unknown = parseDocument(Buffer.from(base64, "base64").toString("utf8"));
    if (typeof document === "object" && document !== null) return document;
  } catch {
    // Handled below.
  }
  throw invalidPolicy("Invalid JSON.");
}

/** `{ "acl": "private" }` is short for `["eq", "$acl", "private"]`. */
function listOf(condition: unknown): readonly unknown[] {
  if (Array.isArray(condition)) {
    if (condition.length !== 3 || typeof condition[0] !== "string")
      throw invalidPolicy("Invalid Condition: Conditions must have exactly three elements.");
    return [condition[0].toLowerCase(), condition[1], condition[2]];
  }
  const properties = typeof condition === "object" && condition !== null ? Object.entries(condition) : [];
  const [only] = properties;
  if (!only || properties.length > 1) {
    throw invalidPolicy(
      "Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.",
    );
  }
  return ["eq", `$${only[0]}`, only[1]];
}

/** The intersection of the size ranges. */
function sizeOf(ranges: readonly (readonly unknown[])[]): SizeRange {
  const bounds = ranges.map(([operator, min, max]) => {
    if (!isSize(min) || !isSize(max)) throw failed(operator, min, max);
    return { min: Number(min), max: Number(max) };
  });
  return {
    min: Math.max(...bounds.map(({ min }) => min)),
    max: Math.min(...bounds.map(({ max }) => max)),
  };
}

function isSize(bound: unknown): bound is number | string {
  return typeof bound === "number"
    ? Number.isSafeInteger(bound)
    : typeof bound === "string" && /^\d{1,15}$/.test(bound);
}

/** Fields that a policy need not mention. */
const EXEMPT = /^(?:x-amz-signature|awsaccesskeyid|signature|file|policy|bucket|x-ignore-.*)$/;

/** @throws AccessDenied unless the fields, with the bucket and the final key among them, are what the policy allows. */
export function checkConditions({ conditions }: PostPolicy, fields: FormFields): void {
  for (const { operator, field, value } of conditions) {
    if (!isMet(operator, field, value, fields)) throw failed(operator, field, value);
  }
  const named = new Set(conditions.map(({ field }) => field.slice(1).toLowerCase()));
  for (const name of fields.names) {
    if (!named.has(name) && !EXEMPT.test(name)) throw againstPolicy(`Extra input fields: ${name}`);
  }
}

function isMet(operator: string, field: string, value: string, fields: FormFields): boolean {
  if (!field.startsWith("$")) return false;
  const found = fields.get(field.slice(1)) ?? "";
  if (operator === "eq") return found === value;
  return operator === "starts-with" && found.startsWith(value);
}

function failed(...condition: readonly unknown[]): Error {
  const items = condition.map((item) => JSON.stringify(item)).join(", ");
  return againstPolicy(`Policy Condition failed: [${items}]`);
}
