import type { ConnectedAwsSim } from "../connect/connected.js";
import type { AwsSim } from "../sim.js";
import { andThen, isPromise } from "../values/promises.js";
import type { Judgement, MatcherResult } from "./matcher.js";

/**
 * The subject of the matchers: a simulator in this process, or in another one, whose methods return promises.
 */
export type Subject =
  | Pick<
      AwsSim,
      "requests" | "ecs" | "eventBridge" | "iam" | "lambda" | "logs" | "s3" | "sns" | "sqs" | "stepFunctions"
    >
  | Pick<
      ConnectedAwsSim,
      "requests" | "ecs" | "eventBridge" | "iam" | "lambda" | "logs" | "s3" | "sns" | "sqs" | "stepFunctions"
    >;

/** The return value of a method of a {@link Subject}. */
export type Read<Value> = Value | PromiseLike<Value>;

/**
 * Returns the argument of `expect` if it is a simulator.
 *
 * @throws TypeError for any other value.
 */
export function subjectOf(received: unknown, matcher: string): Subject {
  if (isSubject(received)) return received;
  throw new TypeError(
    `expect(…).${matcher} requires a simulator. Pass the result of createAwsSim() or connectAwsSim() to expect().`,
  );
}

function isSubject(value: unknown): value is Subject {
  return (
    typeof value === "object" &&
    value !== null &&
    ["requests", "ecs", "eventBridge", "iam", "lambda", "logs", "s3", "sns", "sqs", "stepFunctions"].every(
      (member) => member in value,
    )
  );
}

/**
 * Compares the matching records with all records of their kind: synchronously in process, with a promise for
 * another process. The second read starts after the first, so that no rejection remains unhandled.
 */
export function judgeReads<Matching, All>(
  matching: Read<Matching>,
  all: () => Read<All>,
  judge: (matching: Matching, all: All) => MatcherResult,
): Judgement {
  const result = andThen(matching, (found) => andThen(all(), (everything) => judge(found, everything)));
  return isPromise(result) ? Promise.resolve(result) : result;
}
