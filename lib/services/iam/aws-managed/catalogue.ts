import { paths, policies } from "../generated/managed-policies.js";

/** AWS's listing of one of its own policies. */
export interface ManagedPolicyFacts {
  readonly name: string;
  readonly path: string;
  /** `v1` */
  readonly defaultVersionId: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/**
 * The policy with a name, case-sensitive. Searches the list as a string, which takes microseconds and needs
 * no index.
 */
export function managedPolicyFacts(name: string): ManagedPolicyFacts | undefined {
  const start = policies.indexOf(`\n${name}\t`);
  return start < 0 ? undefined : read(policies.slice(start + 1, policies.indexOf("\n", start + 1)));
}

/** All AWS managed policies, in name order. */
export function allManagedPolicies(): ManagedPolicyFacts[] {
  return policies.trim().split("\n").map(read);
}

function read(line: string): ManagedPolicyFacts {
  const [name = "", path, version, created = "", sinceThen = ""] = line.split("\t");
  const seconds = Number.parseInt(created, 36);
  return {
    name,
    path: paths[Number(path)] ?? "/",
    defaultVersionId: `v${version}`,
    createdAt: new Date(seconds * 1000),
    updatedAt: new Date((seconds + Number.parseInt(sinceThen, 36)) * 1000),
  };
}
