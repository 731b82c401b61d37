import { badRequest } from "./errors.js";
import type { LifecyclePolicy } from "./generated/types.js";
import type { FileSystemRow } from "./state.js";

/**
 * Validates a lifecycle configuration: one transition in each object, each kind once, and archive only after
 * infrequent access.
 *
 * @throws BadRequest
 */
export function checkLifecyclePolicies(
  { throughputMode }: FileSystemRow,
  policies: readonly LifecyclePolicy[],
): void {
  const kinds = policies.flatMap((policy) => transitionsOf(policy));
  if (policies.some((policy) => transitionsOf(policy).length !== 1))
    throw badRequest("One or more LifecyclePolicy objects specified are malformed.");
  if (new Set(kinds).size < kinds.length)
    throw badRequest("Duplicate LifecyclePolicy transition types are not allowed.");
  const { TransitionToIA, TransitionToArchive }: LifecyclePolicy = Object.assign({}, ...policies);
  if (TransitionToArchive === undefined) return;
  if (throughputMode === "bursting") {
    throw badRequest(
      "The ThroughputMode value for the file system does not support TransitionToArchive. Either change the ThroughputMode value to Elastic or Provisioned, or remove the TransitionToArchive policy.",
    );
  }
  if (TransitionToIA !== undefined && daysOf(TransitionToArchive) <= daysOf(TransitionToIA))
    throw badRequest(
      "The value for TransitionToArchive is the same as or less than the value for TransitionToIA.",
    );
}

function transitionsOf(policy: LifecyclePolicy): string[] {
  return Object.entries(policy).flatMap(([kind, rule]) => (rule === undefined ? [] : kind));
}

/** `AFTER_30_DAYS` */
function daysOf(rule: string): number {
  return Number(rule.split("_")[1]);
}
