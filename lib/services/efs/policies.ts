import { parseDocument } from "../../text/json-document.js";
import { invalidPolicy } from "./errors.js";

/**
 * A file system policy as EFS gives it back: parsed, and printed anew.
 *
 * @param arn the file system's; a policy may name no other.
 * @throws InvalidPolicyException
 */
export function checkedPolicy(text: string, arn: string): string {
  const policy = parsed(text);
  const statements = isRecord(policy) ? [policy.Statement].flat() : [];
  if (!isRecord(policy) || statements.length === 0 || !statements.every(isStatement))
    throw invalidPolicy("Policy is not a valid JSON policy document.");
  const resources = statements.flatMap(({ Resource }) => Resource ?? []);
  if (!resources.every((resource) => isOwn(resource, arn)))
    throw invalidPolicy("Policy contains an invalid resource");
  return print(policy, "");
}

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Resource?: unknown;
}

function isStatement(value: unknown): value is Statement {
  return (
    isRecord(value) &&
    (value.Effect === "Allow" || value.Effect === "Deny") &&
    ("Action" in value || "NotAction" in value) &&
    ("Principal" in value || "NotPrincipal" in value)
  );
}

/** Wildcards are taken to match. */
function isOwn(resource: unknown, arn: string): boolean {
  return typeof resource === "string" && (resource === arn || resource.includes("*"));
}

function parsed(text: string): unknown {
  try {
    return parseDocument(text);
  } catch {
    return undefined;
  }
}

/** EFS prints policies as Jackson does: members on lines of their own, spaces around colons, arrays in one line. */
function print(value: unknown, indent: string): string {
  if (Array.isArray(value))
    return value.length === 0 ? "[ ]" : `[ ${value.map((item) => print(item, indent)).join(", ")} ]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const inner = `${indent}  `;
  const members = Object.entries(value).map(
    ([key, item]) => `${inner}${JSON.stringify(key)} : ${print(item, inner)}`,
  );
  return members.length === 0 ? "{ }" : `{\n${members.join(",\n")}\n${indent}}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
