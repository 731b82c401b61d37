import { hasValidPrincipals } from "../../authorization/missing-principals.js";
import { isObject, many, parsedObject } from "../../policies/document.js";
import { statementsOfResourcePolicy } from "../../policies/kinds/resource.js";
import type { Context } from "../../runtime/context.js";
import { invalidPolicy } from "./errors.js";

/**
 * A file system policy as EFS returns it: parsed, and printed in its own layout.
 *
 * @param arn the file system's; a policy may name no other.
 * @throws InvalidPolicyException
 */
export function checkedPolicy(ctx: Context, text: string, arn: string): string {
  const statements = statementsOfResourcePolicy(text);
  if (!statements) throw invalidPolicy("Policy is not a valid JSON policy document.");
  const resources = statements.flatMap(({ Resource }) => many<unknown>(Resource));
  if (!resources.every((resource) => isOwn(resource, arn)))
    throw invalidPolicy("Policy contains an invalid resource");
  if (!hasValidPrincipals(ctx, statements)) throw invalidPolicy("Policy contains invalid Principal block");
  return print(parsedObject(text), "");
}

/** Patterns count as matching. */
function isOwn(resource: unknown, arn: string): boolean {
  return typeof resource === "string" && (resource === arn || resource.includes("*"));
}

/**
 * EFS prints policies as Jackson does: members on separate lines, spaces around colons, arrays on one line.
 */
function print(value: unknown, indent: string): string {
  if (Array.isArray(value))
    return value.length === 0 ? "[ ]" : `[ ${value.map((item) => print(item, indent)).join(", ")} ]`;
  if (!isObject(value)) return JSON.stringify(value);
  const inner = `${indent}  `;
  const members = Object.entries(value).map(
    ([key, item]) => `${inner}${JSON.stringify(key)} : ${print(item, inner)}`,
  );
  return members.length === 0 ? "{ }" : `{\n${members.join(",\n")}\n${indent}}`;
}
