import type { Principal } from "./principal.js";

/**
 * Why temporary credentials cannot be used for an action, whatever policies allow; `undefined` if they can.
 *
 * @param action in lower case
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html
 */
export function credentialLimit({ issuedBy, values }: Principal, action: string): string | undefined {
  if (issuedBy === undefined) return undefined;
  // Operations of other services require PassRole; IAM has no such operation.
  if (action.startsWith("iam:") && action !== "iam:passrole") {
    if (issuedBy === "GetFederationToken") return limit(issuedBy, "IAM");
    const hasMfa = values.get("aws:multifactorauthpresent") === "true";
    return issuedBy === "GetSessionToken" && !hasMfa ? limit(issuedBy, "IAM without MFA") : undefined;
  }
  if (action.startsWith("sts:") && !STS_ACTIONS[issuedBy](action)) return limit(issuedBy, action);
  return undefined;
}

type Issuer = NonNullable<Principal["issuedBy"]>;

/** The actions of AssumeRole. */
const ASSUMES: ReadonlySet<string> = new Set(["sts:assumerole", "sts:tagsession", "sts:setsourceidentity"]);

/** Whether credentials can be used for an action of STS, by the operation that issued them. */
const STS_ACTIONS: Readonly<Record<Issuer, (action: string) => boolean>> = {
  AssumeRole: (action) => action !== "sts:getsessiontoken" && action !== "sts:getfederationtoken",
  GetSessionToken: (action) => action === "sts:getcalleridentity" || ASSUMES.has(action),
  GetFederationToken: (action) => action === "sts:getcalleridentity",
};

function limit(issuer: Issuer, what: string): string {
  return `credentials of ${issuer} cannot call ${what}`;
}
