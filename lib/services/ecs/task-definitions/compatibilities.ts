import { clientException } from "../errors.js";
import type { Compatibility } from "../generated/types.js";
import { type Draft, firstProblem, type Rule } from "./draft.js";
import { FARGATE_RULES } from "./fargate-rules.js";

/** The rules of each launch type for task definitions, in the order of responses. */
const RULES: readonly (readonly [Compatibility, readonly Rule[]])[] = [
  [
    "EXTERNAL",
    [
      ({ networkMode }) =>
        networkMode === "awsvpc"
          ? "External compatible task definitions do not support network mode awsvpc."
          : undefined,
      ({ volumes }) =>
        volumes.some(({ efsVolumeConfiguration }) => efsVolumeConfiguration)
          ? "External compatible task definitions do not support efsVolumeConfiguration."
          : undefined,
      withoutEphemeralStorage("EXTERNAL"),
    ],
  ],
  ["EC2", [withoutEphemeralStorage("EC2")]],
  ["FARGATE", FARGATE_RULES],
];

/**
 * The launch types of a task definition: all whose rules it meets, including the requested ones.
 *
 * @throws ClientException if it breaks the rules of a requested launch type, or of all.
 */
export function compatibilitiesOf(draft: Draft): readonly Compatibility[] {
  const required = draft.requiresCompatibilities ?? [];
  const problems = RULES.map(([place, rules]) => ({ place, problem: firstProblem(rules, draft) }));
  const refused =
    problems.find(({ place, problem }) => problem !== undefined && required.includes(place)) ??
    (problems.every(({ problem }) => problem !== undefined)
      ? problems.find(({ place }) => place === "EC2")
      : undefined);
  if (refused?.problem !== undefined) throw clientException(refused.problem);
  const kept = problems.filter(({ problem }) => problem === undefined).map(({ place }) => place);
  // Managed instances are listed only on request.
  return required.includes("MANAGED_INSTANCES") ? [...kept, "MANAGED_INSTANCES"] : kept;
}

function withoutEphemeralStorage(place: Compatibility): Rule {
  return ({ ephemeralStorage }) =>
    ephemeralStorage ? `Tasks using the ${place} launch type do not support EphemeralStorage.` : undefined;
}
