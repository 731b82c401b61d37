import { many } from "../../../policies/document.js";
import type { ReadStatement } from "../../../policies/grammar.js";
import { parseArn } from "../../../shared/arn.js";
import { malformedPolicy } from "../errors/buckets.js";
import { kindOfAction } from "./action-names.js";

/**
 * Checks that the resources of a statement belong to its policy, and that each action applies to at least one
 * of them.
 *
 * @throws MalformedPolicy
 */
export function checkTargets(
  { Action, NotAction, Resource, NotResource }: ReadStatement,
  isResource: (resource: string) => boolean,
): void {
  const actions = many(Action ?? NotAction);
  const resources = many(Resource ?? NotResource);
  for (const action of actions) {
    if (!isAction(action)) throw malformedPolicy("Policy has invalid action");
  }
  for (const resource of resources) {
    if (!isResource(resource)) throw malformedPolicy("Policy has invalid resource");
  }
  if (Action === undefined || Resource === undefined) return;
  const kinds = new Set(resources.map((resource) => (isObject(resource) ? "object" : "bucket")));
  for (const action of actions) {
    const kind = kindOf(action);
    if (kind !== undefined && !kinds.has(kind)) {
      throw malformedPolicy("Action does not apply to any resource(s) in statement");
    }
  }
}

function isObject(resource: string): boolean {
  return /:accesspoint\//.test(resource) ? resource.includes("/object/") : resource.includes("/");
}

/** Whether a resource is the bucket, or objects in it. */
export function isOfBucket(bucket: string, resource: string): boolean {
  const arn = parseArn(resource);
  if (arn?.service !== "s3" || arn.region !== "" || arn.account !== "") return false;
  return arn.resource === bucket || arn.resource.startsWith(`${bucket}/`);
}

/** An action of S3, or a pattern; patterns need not match an action. */
function isAction(action: string): boolean {
  if (action === "*") return true;
  if (!/^s3:[\w*?]+$/i.test(action)) return false;
  return isPattern(action) || kindOfAction(nameOf(action)) !== undefined;
}

/** The resource type of an action; `undefined` if a wildcard leaves it open. */
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
