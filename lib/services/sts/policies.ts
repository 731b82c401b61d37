import { checkIdentityPolicy } from "../../policies/kinds/identity.js";
import { malformedPolicy, packedPolicyTooLarge } from "./errors.js";
import type { Tag } from "./generated/types.js";
import type { SessionRow } from "./state.js";

/** Maximum packed characters of a session's policies and tags. */
const PACKED_SPACE = 2048;

/** The policies that restrict a session. */
interface SessionPolicies {
  readonly Policy?: string;
  readonly PolicyArns?: readonly { readonly arn?: string }[];
  readonly Tags?: readonly Tag[];
}

/**
 * Percentage of the packed space that a session's policies and tags use; `undefined` if there are none,
 * because AWS omits it then.
 *
 * @throws MalformedPolicyDocument, PackedPolicyTooLarge
 */
export function packedPolicySize({
  Policy,
  PolicyArns = [],
  Tags = [],
}: SessionPolicies): number | undefined {
  if (Policy !== undefined) checkIdentityPolicy(Policy, malformedPolicy);
  const texts = [
    Policy ?? "",
    ...PolicyArns.map(({ arn = "" }) => arn),
    ...Tags.flatMap(({ Key, Value }) => [Key, Value]),
  ];
  const percent = Math.ceil((texts.join("").length / PACKED_SPACE) * 100);
  const plain = [Policy ?? "", ...PolicyArns.map(({ arn = "" }) => arn)].join("").length;
  if (plain > PACKED_SPACE) throw packedPolicyTooLarge(percent);
  // Packed tags are smaller than their text.
  return percent === 0 ? undefined : Math.min(100, percent);
}

/** The session policies in a request, for storage with the session. */
export function sessionPolicies({ Policy, PolicyArns = [] }: SessionPolicies): Pick<SessionRow, "policies"> {
  if (Policy === undefined && PolicyArns.length === 0) return {};
  const arns = PolicyArns.flatMap(({ arn }) => arn ?? []);
  return { policies: { arns, ...(Policy !== undefined && { document: Policy }) } };
}
