import { parsedObject } from "../../policies/document.js";
import { malformedPolicy } from "./errors.js";
import type { Tag } from "./generated/types.js";

/** Characters of policy and tags that fill a session's packed space. */
const PACKED_SPACE = 2048;

/** What narrows a session down. */
interface SessionPolicies {
  readonly Policy?: string;
  readonly PolicyArns?: readonly { readonly arn?: string }[];
  readonly Tags?: readonly Tag[];
}

/**
 * Percentage of the packed space that a session's policies and tags take;
 * `undefined` when there are none, for then AWS does not tell it.
 *
 * @throws MalformedPolicyDocument when the policy is no JSON.
 */
export function packedPolicySize({
  Policy,
  PolicyArns = [],
  Tags = [],
}: SessionPolicies): number | undefined {
  if (Policy !== undefined && !parsedObject(Policy)) throw malformedPolicy();
  const texts = [
    Policy ?? "",
    ...PolicyArns.map(({ arn = "" }) => arn),
    ...Tags.flatMap(({ Key, Value }) => [Key, Value]),
  ];
  const size = texts.join("").length;
  return size === 0 ? undefined : Math.min(100, Math.ceil((size / PACKED_SPACE) * 100));
}
