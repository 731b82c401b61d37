import type { Decision, Reason } from "./decision.js";
import type { Principal } from "./principal.js";
import type { Requirement } from "./requirement.js";

/** A denied action. */
export interface Denial {
  readonly principal: Principal;
  readonly requirement: Requirement;
  /** The account that owns the resource. */
  readonly owner: string | undefined;
  readonly decision: Decision;
}

/**
 * AWS's message for a denial.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function denialMessage({ principal, requirement, owner, decision }: Denial): string {
  const { action, resource, shown = resource } = requirement;
  // Seen on AWS: https://github.com/serverless/serverless/issues/3374
  if (action === "iam:PassRole" && owner !== undefined && owner !== principal.account)
    return "Cross-account pass role is not allowed.";
  const where = shown === "" ? "" : ` on resource: ${shown}`;
  const name = principal.kind === "anonymous" ? "anonymous" : principal.arn;
  return `User: ${name} is not authorized to perform: ${action}${where}${causeOf(decision.reason, action)}`;
}

/** The end of the message: the cause. */
export function causeOf(reason: Reason, action: string): string {
  switch (reason.kind) {
    case "explicit deny":
      return ` with an explicit deny in ${withArticle(reason.in)}`;
    case "implicit deny":
      return ` because no ${reason.lacks} allows the ${action} action`;
    case "blocked":
      return ` because ${reason.by}`;
    case "credentials":
      return ` because ${reason.limit}`;
    default:
      return "";
  }
}

function withArticle(type: string): string {
  if (type === "role trust policy") return `the ${type}`;
  return type.startsWith("identity") ? `an ${type}` : `a ${type}`;
}

/** A reason as a human-readable text. */
export function describeReason(reason: Reason): string {
  switch (reason.kind) {
    case "allowed":
      return `allowed by ${withArticle(reason.by)}`;
    case "root":
      return "the root user of an account may do what no policy denies";
    case "granted":
      return `granted by ${reason.by}`;
    case "always":
      return "everybody may do this";
    case "explicit deny":
      return `explicit deny in ${withArticle(reason.in)}`;
    case "implicit deny":
      return `no ${reason.lacks} allows it`;
    case "blocked":
      return reason.by;
    case "credentials":
      return reason.limit;
  }
}
