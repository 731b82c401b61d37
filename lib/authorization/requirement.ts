import type { ConditionValue } from "../policies/values.js";
import type { Reason } from "./decision.js";

/** Condition keys, by their names in lower case. */
export type ConditionKeys = Pick<ReadonlyMap<string, ConditionValue>, "get">;

/** An action on a resource that an operation requires. */
export interface Requirement {
  /** `s3:GetObject` */
  readonly action: string;
  /** An ARN; `*` for actions without a resource. */
  readonly resource: string;
  /** The name of the resource in messages. Default: its ARN; empty omits it. */
  readonly shown?: string | undefined;
  /** Condition keys of the request for this action. */
  readonly keys?: ConditionKeys | undefined;
  /** What grants it besides policies: an ACL. */
  readonly grant?: string | undefined;
  /** What denies it besides policies, for messages. */
  readonly block?: string | undefined;
  /** It applies to the trust policy of a role, which must name the caller. */
  readonly trust?: true;
  /** The policy of the resource can only deny: that of a bucket on objects of other accounts. */
  readonly deniesOnly?: boolean | undefined;
  /** The account that owns the resource. Default: the one of its service or its ARN. */
  readonly owner?: string | undefined;
  /** The root user of the owner is always allowed, to repair a policy. */
  readonly repair?: true;
  /** A requirement that must be allowed first, such as that of an access point. */
  readonly through?: Requirement | undefined;
  /** Everyone is allowed. */
  readonly always?: true;
  /** Why the caller is allowed unless a policy denies it. */
  readonly unlessDenied?: Reason | undefined;
}

/** A requirement as in the table of a service. Omitted members have the operation's defaults. */
export type Need = Partial<Requirement>;

/** Condition keys from names and values; omits those without a value. */
export function keysOf(
  keys: Readonly<Record<string, ConditionValue | number | boolean | undefined>>,
): ConditionKeys {
  const found = new Map<string, ConditionValue>();
  for (const [name, value] of Object.entries(keys)) {
    if (value === undefined) continue;
    found.set(
      name.toLowerCase(),
      typeof value === "number" || typeof value === "boolean" ? String(value) : value,
    );
  }
  return found;
}
