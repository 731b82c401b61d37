import type { ContainerDependency } from "../generated/types.js";
import type { RegisteredContainer } from "../state/task-definitions.js";
import { type Draft, eachContainer, firstOf, type Rule } from "./draft.js";

/** Rules for references between containers. */
export const DEPENDENCY_RULES: readonly Rule[] = [
  eachContainer(({ dependsOn }, draft) =>
    firstOf(dependsOn, (dependency) => dependencyProblem(dependency, draft)),
  ),

  ({ containerDefinitions }) =>
    hasCycle(containerDefinitions)
      ? "There is a circular dependency between containers in 'dependsOn'."
      : undefined,

  eachContainer(({ volumesFrom }, draft) =>
    firstOf(volumesFrom, ({ sourceContainer = "" }) =>
      named(draft, sourceContainer)
        ? undefined
        : `Invalid 'volumesFrom' setting. Unknown container: '${sourceContainer}'.`,
    ),
  ),

  eachContainer(({ links }, draft) =>
    firstOf(links, (link) => {
      const [name = ""] = link.split(":");
      return named(draft, name) ? undefined : `Invalid 'links' setting. Unknown container: '${name}'.`;
    }),
  ),
];

function dependencyProblem(
  { containerName, condition }: ContainerDependency,
  draft: Draft,
): string | undefined {
  const container = named(draft, containerName);
  if (!container) return `Cannot depend on container ${containerName} because it does not exist.`;
  if (condition === "HEALTHY" && !container.healthCheck) {
    return "A dependency container with HEALTHY condition must have health check configured.";
  }
  if ((condition === "SUCCESS" || condition === "COMPLETE") && container.essential) {
    return "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container.";
  }
  return undefined;
}

function named({ containerDefinitions }: Draft, name: string): RegisteredContainer | undefined {
  return containerDefinitions.find((container) => container.name === name);
}

/** Repeatedly removes containers without remaining dependencies; the rest is a cycle. */
function hasCycle(containers: readonly RegisteredContainer[]): boolean {
  let left = containers;
  for (;;) {
    const names = new Set(left.map(({ name }) => name));
    const waiting = left.filter(({ dependsOn = [] }) =>
      dependsOn.some(({ containerName }) => names.has(containerName)),
    );
    if (waiting.length === left.length) return left.length > 0;
    left = waiting;
  }
}
