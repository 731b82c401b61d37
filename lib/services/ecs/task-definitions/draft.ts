import { clientException } from "../errors.js";
import type { RegisterTaskDefinitionRequest, Volume } from "../generated/types.js";
import type { RegisteredContainer } from "../state/task-definitions.js";

/** A task definition with its defaults, before validation. */
export interface Draft
  extends Omit<RegisterTaskDefinitionRequest, "containerDefinitions" | "volumes" | "tags"> {
  readonly containerDefinitions: readonly RegisteredContainer[];
  readonly volumes: readonly Volume[];
}

/** A rule for task definitions: returns AWS's message if it is broken. */
export type Rule = (draft: Draft) => string | undefined;

/** The message of the first broken rule. */
export function firstProblem(rules: readonly Rule[], draft: Draft): string | undefined {
  for (const rule of rules) {
    const problem = rule(draft);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** @throws ClientException with the message of the first rule that a draft breaks. */
export function enforce(rules: readonly Rule[], draft: Draft): void {
  const problem = firstProblem(rules, draft);
  if (problem !== undefined) throw clientException(problem);
}

/** A rule for each container separately. */
export function eachContainer(
  check: (container: RegisteredContainer, draft: Draft) => string | undefined,
): Rule {
  return (draft) => firstOf(draft.containerDefinitions, (container) => check(container, draft));
}

/** The first result of `check` for the items. */
export function firstOf<Item>(
  items: readonly Item[] | undefined,
  check: (item: Item) => string | undefined,
): string | undefined {
  for (const item of items ?? []) {
    const problem = check(item);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
