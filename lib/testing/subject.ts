import type { ConnectedAwsSim } from "../connect/connected.js";
import type { AwsSim } from "../sim.js";
import { andThen, isPromise } from "../values/promises.js";
import type { Judgement, MatcherResult } from "./matcher.js";

/** What the matchers look at: a simulator of this process, or one of another, whose methods return promises. */
export type Subject =
  | Pick<AwsSim, "requests" | "ecs" | "lambda" | "logs" | "s3">
  | Pick<ConnectedAwsSim, "requests" | "ecs" | "lambda" | "logs" | "s3">;

/** What a method of a {@link Subject} returns. */
export type Read<Value> = Value | PromiseLike<Value>;

/**
 * What `expect` was given, if that is a simulator.
 *
 * @throws TypeError when it is something else.
 */
export function subjectOf(received: unknown, matcher: string): Subject {
  if (isSubject(received)) return received;
  throw new TypeError(
    `expect(…).${matcher} looks at a simulator. Give expect() what createAwsSim() or connectAwsSim() resolved to.`,
  );
}

function isSubject(value: unknown): value is Subject {
  return (
    typeof value === "object" &&
    value !== null &&
    ["requests", "ecs", "lambda", "logs", "s3"].every((member) => member in value)
  );
}

/**
 * Judges what matches and everything of its kind: synchronously in process, and with a promise where the simulator
 * is in another. The second is read after the first, so that no rejection of it is left unhandled.
 */
export function judgeReads<Matching, All>(
  matching: Read<Matching>,
  all: () => Read<All>,
  judge: (matching: Matching, all: All) => MatcherResult,
): Judgement {
  const result = andThen(matching, (found) => andThen(all(), (everything) => judge(found, everything)));
  return isPromise(result) ? Promise.resolve(result) : result;
}
