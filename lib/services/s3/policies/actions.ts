import { many } from "../../../policies/document.js";
import type { ReadStatement } from "../../../policies/grammar.js";
import { parseArn } from "../../../shared/arn.js";
import { malformedPolicy } from "../errors/buckets.js";
import { kindOfAction } from "./action-names.js";

/**
 * Checks that a statement is about this bucket, and that each of its actions
 * is one that some of its resources know.
 *
 * @throws MalformedPolicy
 */
export function checkTargets(
  { Action, NotAction, Resource, NotResource }: ReadStatement,
  bucket: string,
): void {
  const actions = many(Action ?? NotAction);
  const resources = many(Resource ?? NotResource);
  for (const action of actions) {
    if (!isAction(action)) throw malformedPolicy("Policy has invalid action");
  }
  for (const resource of resources) {
    if (!isOf(bucket, resource)) throw malformedPolicy("Policy has invalid resource");
  }
  if (Action === undefined || Resource === undefined) return;
  const kinds = new Set(resources.map((resource) => (resource.includes("/") ? "object" : "bucket")));
  for (const action of actions) {
    const kind = kindOf(action);
    if (kind !== undefined && !kinds.has(kind)) {
      throw malformedPolicy("Action does not apply to any resource(s) in statement");
    }
  }
}

function isOf(bucket: string, resource: string): boolean {
  const arn = parseArn(resource);
  if (arn?.service !== "s3" || arn.region !== "" || arn.account !== "") return false;
  return arn.resource === bucket || arn.resource.startsWith(`${bucket}/`);
}

/** An action of S3, or a pattern of some: patterns need not match any. */
function isAction(action: string): boolean {
  if (action === "*") return true;
  if (!/^s3:[\w*?]+$/i.test(action)) return false;
  return isPattern(action) || kindOfAction(nameOf(action)) !== undefined;
}

/** What an action is on; `undefined` when a wildcard leaves that open. */
function kindOf(action: string): "object" | "bucket" | undefined {
  const name = nameOf(action);
  if (isPattern(action)) return /^(?:Delete|Get|Put)Object/i.test(name) ? "object" : undefined;
  return kindOfAction(name);
}

function isPattern(action: string): boolean {
  return /[*?]/.test(action);
}

function nameOf(action: string): string {
  return action.slice("s3:".length);
}
