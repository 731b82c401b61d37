import { parseDocument } from "../../../text/json-document.js";
import { invalidLifecyclePolicy, unreadableLifecyclePolicy } from "../errors/policies.js";
import type { LifecycleAction, LifecycleRule } from "./rules.js";
import { type Json, onlyMembers, readInteger, readOneOf, readText, requireMembers } from "./schema.js";
import { readSelection } from "./selection.js";

const MOST_RULES = 50;

/**
 * Parses a lifecycle policy
 * (https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html). Returns the
 * rules in the order in which they apply.
 *
 * @throws InvalidParameterException with AWS's message for the first error.
 */
export function readLifecyclePolicy(text: string): LifecycleRule[] {
  const document = parse(text);
  onlyMembers(document, "rules");
  requireMembers(document, "rules");
  if (!Array.isArray(document.rules)) throw unreadableLifecyclePolicy();
  if (document.rules.length === 0) throw invalidLifecyclePolicy("array is too short");
  if (document.rules.length > MOST_RULES) throw invalidLifecyclePolicy("array is too long");
  const rules = document.rules.map(readRule).sort((a, b) => a.rulePriority - b.rulePriority);
  checkTogether(rules);
  return rules;
}

function parse(text: string): Json {
  try {
    const document: unknown = parseDocument(text);
    if (isObject(document)) return document;
  } catch {
    // Reported as any other invalid policy.
  }
  throw unreadableLifecyclePolicy();
}

function readRule(rule: unknown): LifecycleRule {
  if (!isObject(rule)) throw unreadableLifecyclePolicy();
  onlyMembers(rule, "rulePriority", "description", "selection", "action");
  requireMembers(rule, "rulePriority", "selection", "action");
  if (rule.description !== undefined) readText(rule.description);
  if (!isObject(rule.selection) || !isObject(rule.action)) throw unreadableLifecyclePolicy();
  const selection = readSelection(rule.selection);
  const action = readAction(rule.action);
  if (action.type === "transition" && selection.storageClass === "archive") {
    throw invalidLifecyclePolicy("Cannot transition images that are in storage class archive");
  }
  return { rulePriority: readInteger(rule.rulePriority, 1), selection, action };
}

function readAction(action: Json): LifecycleAction {
  onlyMembers(action, "type", "targetStorageClass");
  requireMembers(action, "type");
  const type = readOneOf(action.type, ["expire", "transition"]);
  if (type === "expire") {
    // Neither of the two schemas for types of actions matches.
    if ("targetStorageClass" in action) throw notOneSchema();
  } else {
    requireMembers(action, "targetStorageClass");
    readOneOf(action.targetStorageClass, ["archive"]);
  }
  return { type };
}

function notOneSchema() {
  return invalidLifecyclePolicy("instance failed to match exactly one schema (matched 0 out of 2)");
}

/** Checks the rules together. Rules apply to one storage class, independently of those for the other. */
function checkTogether(rules: readonly LifecycleRule[]): void {
  if (new Set(rules.map(({ rulePriority }) => rulePriority)).size < rules.length) {
    throw invalidLifecyclePolicy("Duplicate priority in multiple rules");
  }
  for (const storage of ["standard", "archive"] as const) {
    const alike = rules.filter(({ selection }) => (selection.storageClass ?? "standard") === storage);
    if (count(alike, "untagged") > 1)
      throw invalidLifecyclePolicy("Only one rule can select Untagged images.");
    if (count(alike, "any") > 1) throw invalidLifecyclePolicy("Only one rule can select any images.");
    if (count(alike, "any") === 1 && alike.at(-1)?.selection.tagStatus !== "any") {
      throw invalidLifecyclePolicy("A rule that selects any images must have the lowest priority");
    }
  }
}

function count(rules: readonly LifecycleRule[], tagStatus: string): number {
  return rules.filter(({ selection }) => selection.tagStatus === tagStatus).length;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
