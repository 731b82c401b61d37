import type { ConditionValue, ConditionValues } from "../policies/values.js";
import type { KnownResource } from "../runtime/ports/resources.js";
import { own } from "../values/own.js";
import type { Principal } from "./principal.js";
import type { RequestFacts } from "./request-facts.js";
import type { Requirement } from "./requirement.js";

/** The sources of a decision's condition keys. */
export interface ValueSources {
  readonly principal: Principal;
  readonly requirement: Requirement;
  readonly resource: KnownResource | undefined;
  readonly owner: string | undefined;
  readonly region: string;
  /** In simulated milliseconds since the epoch. */
  readonly now: number;
  /** Omitted if the decision has no request. */
  readonly request?: RequestFacts | undefined;
  /** The tags of the request. */
  readonly tags?: ReadonlyMap<string, string> | undefined;
}

/**
 * The condition keys of a request, computed on demand.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export class RequestValues implements ConditionValues {
  /** Cache: policies often use the same key in consecutive statements. */
  private latestKey = "";
  private latestValue: ConditionValue | undefined;

  constructor(private readonly sources: ValueSources) {}

  value(key: string): ConditionValue | undefined {
    if (key === this.latestKey) return this.latestValue;
    const { principal, requirement } = this.sources;
    const value = requirement.keys?.get(key) ?? principal.values.get(key) ?? this.computed(key);
    this.latestKey = key;
    this.latestValue = value;
    return value;
  }

  private computed(key: string): ConditionValue | undefined {
    const { principal, owner, region, now, request, tags } = this.sources;
    switch (key) {
      case "aws:currenttime":
        return new Date(now).toISOString();
      case "aws:epochtime":
        return String(Math.floor(now / 1000));
      case "aws:securetransport":
        return String(request?.isSecure ?? true);
      case "aws:sourceip":
        return request?.address;
      case "aws:useragent":
        return request?.head.headers["user-agent"];
      case "aws:referer":
        return request?.head.headers.referer;
      case "aws:requestedregion":
        return region;
      case "aws:resourceaccount":
        return owner;
      case "aws:principalarn":
        return principal.type === "AWS" ? (principal.roleArn ?? principal.arn) : undefined;
      case "aws:principalaccount":
        return principal.account || undefined;
      case "aws:userid":
        return principal.userId || undefined;
      case "aws:principalisawsservice":
      case "aws:viaawsservice":
        return "false";
      case "aws:multifactorauthage":
        return mfaAge(principal, now);
      case "aws:tagkeys":
        return tags && tags.size > 0 ? [...tags.keys()] : undefined;
      default:
        return this.tagged(key);
    }
  }

  private tagged(key: string): string | undefined {
    const [, kind, name = ""] = /^\w+:(resourcetag|requesttag)\/(.*)$/s.exec(key) ?? [];
    if (kind === undefined) return undefined;
    const { resource, tags } = this.sources;
    const given = kind === "requesttag" ? tags : resource?.tags && new Map(Object.entries(resource.tags));
    for (const [tag, value] of given ?? []) if (tag.toLowerCase() === name) return value;
    return undefined;
  }
}

/** Seconds since the request for temporary credentials that had the code of an MFA device. */
function mfaAge({ values }: Principal, now: number): string | undefined {
  const issued = values.get("aws:tokenissuetime");
  if (values.get("aws:multifactorauthpresent") !== "true" || typeof issued !== "string") return undefined;
  return String(Math.floor((now - Date.parse(issued)) / 1000));
}

/** The tags of an input, in all forms that services use. */
export function tagsIn(input: object): ReadonlyMap<string, string> | undefined {
  const members: Readonly<Record<string, unknown>> = { ...input };
  const given = members.tags ?? members.Tags ?? specified(members.TagSpecifications);
  if (typeof given !== "object" || given === null) return undefined;
  const entries = Array.isArray(given) ? given.flatMap(entryOf) : Object.entries(given);
  return new Map(entries.flatMap(([key, value]) => (typeof value === "string" ? [[key, value]] : [])));
}

/** The tags that EC2 adds to created resources. */
function specified(specifications: unknown): unknown {
  if (!Array.isArray(specifications)) return undefined;
  return specifications.flatMap((one: { readonly Tags?: readonly unknown[] }) => one.Tags ?? []);
}

function entryOf(tag: Readonly<Record<string, unknown>>): [string, unknown][] {
  const key = own(tag, "Key") ?? own(tag, "key");
  return typeof key === "string" ? [[key, own(tag, "Value") ?? own(tag, "value") ?? ""]] : [];
}
