import { many, type PolicyDocument, type Principal, type Statement } from "../../../policies/document.js";
import { normalizedPrincipal } from "../../../policies/principals.js";

/** The policy as S3 stores it in a region: an account id becomes the ARN of its root user. */
export function normalizedPolicy(policy: PolicyDocument, region: string): PolicyDocument {
  const rootOf = (account: string) => normalizedPrincipal(account, region);
  const normalized = (principal: Principal): Principal => {
    if (principal === "*" || principal.AWS === undefined) return principal;
    const { AWS } = principal;
    return { ...principal, AWS: typeof AWS === "string" ? rootOf(AWS) : AWS.map(rootOf) };
  };
  const statements = many(policy.Statement).map(
    (statement): Statement => ({
      ...statement,
      ...(statement.Principal && { Principal: normalized(statement.Principal) }),
      ...(statement.NotPrincipal && { NotPrincipal: normalized(statement.NotPrincipal) }),
    }),
  );
  return { ...policy, Statement: statements };
}
