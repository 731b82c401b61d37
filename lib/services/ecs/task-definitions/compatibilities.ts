import { clientException } from "../errors.js";
import type { Compatibility } from "../generated/types.js";
import { type Draft, firstProblem, type Rule } from "./draft.js";
import { FARGATE_RULES } from "./fargate-rules.js";

/** What each place where tasks run asks of a task definition, in the order of replies. */
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
 * Where a task definition can run: every place whose rules it keeps, and those
 * that it asks for.
 *
 * @throws ClientException when it asks for a place whose rules it breaks, or can run nowhere.
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
  // Managed instances are only named where a task definition asks for them.
  return required.includes("MANAGED_INSTANCES") ? [...kept, "MANAGED_INSTANCES"] : kept;
}

function withoutEphemeralStorage(place: Compatibility): Rule {
  return ({ ephemeralStorage }) =>
    ephemeralStorage ? `Tasks using the ${place} launch type do not support EphemeralStorage.` : undefined;
}
