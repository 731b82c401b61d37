import type { AwsSim } from "../sim.js";

/** What the matchers look at: a simulator. */
export type Subject = Pick<AwsSim, "requests" | "ecs" | "lambda" | "logs" | "s3">;

/**
 * What `expect` was given, if that is a simulator.
 *
 * @throws TypeError when it is something else.
 */
export function subjectOf(received: unknown, matcher: string): Subject {
  if (isSubject(received)) return received;
  throw new TypeError(
    `expect(…).${matcher} looks at a simulator. Give expect() what createAwsSim() resolved to.`,
  );
}

function isSubject(value: unknown): value is Subject {
  return (
    typeof value === "object" &&
    value !== null &&
    ["requests", "ecs", "lambda", "logs", "s3"].every((member) => member in value)
  );
}
