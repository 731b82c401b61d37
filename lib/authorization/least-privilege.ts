import type { PolicyDocument, Statement } from "../policies/document.js";
import type { UseRow } from "./uses.js";

/**
 * The scope of the resources in a least-privilege policy: `"exact"` those that were used; `"patterns"` with
 * `*` for ids that AWS generates, and for the last parts of names if many were used; `"types"` all resources
 * of their types.
 */
export type PolicyWidth = "exact" | "patterns" | "types";

/** Number of names with different last parts that are merged to a pattern. */
const MANY = 3;

/**
 * The smallest policy that allows the recorded actions. Attached alone it allows the same actions: each
 * pattern matches at least the names that it replaces.
 */
export function leastPrivilege(uses: Iterable<UseRow>, width: PolicyWidth): PolicyDocument {
  const byAction = new Map<string, Set<string>>();
  for (const { action, resource, done } of uses) {
    if (!done) continue;
    const known = byAction.get(action) ?? new Set();
    byAction.set(action, known.add(resource));
  }
  const byResources = new Map<string, { actions: string[]; resources: readonly string[] }>();
  for (const [action, used] of [...byAction].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const resources = patternsOf([...used], width);
    const id = resources.join("\n");
    const known = byResources.get(id);
    if (known) known.actions.push(action);
    else byResources.set(id, { actions: [action], resources });
  }
  const statements = [...byResources.values()].map(
    ({ actions, resources }): Statement => ({ Effect: "Allow", Action: actions, Resource: resources }),
  );
  return { Version: "2012-10-17", Statement: statements };
}

function patternsOf(resources: readonly string[], width: PolicyWidth): readonly string[] {
  if (width === "exact") return resources.map(escaped).sort();
  if (width === "types") return withoutCovered(resources.map(typeOf));
  return withoutCovered(merged(resources.map((resource) => generalized(escaped(resource)))));
}

/** A resource as a literal pattern: escapes wildcards and variables. */
function escaped(resource: string): string {
  return resource === "*" ? resource : resource.replace(/[*?$]/g, (character) => `\${${character}}`);
}

/** Replaces ids that AWS generates: hexadecimal ids of at least 8 digits, UUIDs, and revision numbers. */
function generalized(pattern: string): string {
  return pattern
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "*")
    .replace(/(?<=[/-])[0-9a-f]{17,32}(?=$|[/:])/g, "*")
    .replace(/(:task-definition\/[^:/]+):\d+$/, "$1:*");
}

/** Replaces the last parts of names by `*` if many names have the same prefix. */
function merged(patterns: readonly string[]): string[] {
  const byStart = new Map<string, string[]>();
  for (const pattern of new Set(patterns)) {
    const slash = pattern.lastIndexOf("/");
    const start = slash < 0 ? pattern : pattern.slice(0, slash + 1);
    byStart.set(start, [...(byStart.get(start) ?? []), pattern]);
  }
  return Array.from(byStart, ([start, found]) => (found.length > MANY ? [`${start}*`] : found)).flat();
}

/** All resources of a type: `arn:aws:s3:::*`, `arn:aws:ecs:eu-west-1:123456789012:task/*`. */
function typeOf(resource: string): string {
  const [, head, name = ""] = /^((?:[^:]*:){5})(.*)$/s.exec(resource) ?? [];
  if (head === undefined) return resource;
  const [, type = ""] = /^([a-z-]+[/:]).+/.exec(name) ?? [];
  // Buckets have no type; the part before a slash is their name.
  return head.startsWith("arn:") && head.includes(":s3:") ? `${head}*` : `${head}${type}*`;
}

/** Sorted and unique, without those that a pattern with a final `*` includes. */
function withoutCovered(patterns: readonly string[]): string[] {
  const all = [...new Set(patterns)].sort();
  const open = all.filter((pattern) => pattern.endsWith("*") && !/[*?]|\$\{/.test(pattern.slice(0, -1)));
  return all.filter((pattern) =>
    open.every((one) => one === pattern || one === "*" || !pattern.startsWith(one.slice(0, -1))),
  );
}
