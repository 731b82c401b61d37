import { shown } from "../../values/foreign-values.js";
import type { StubAnswer, StubConditions } from "./answer.js";
import { type CommandNames, commandNames, isCommandClass, TWO_NAMES } from "./command.js";

/** The arguments of `sim.stub`. */
export interface StubArguments {
  readonly service: string;
  readonly operation: string;
  /** Whether items have JavaScript values. */
  readonly documents?: boolean;
  readonly answer: StubAnswer;
  readonly conditions: StubConditions | undefined;
}

/**
 * Parses the arguments of `sim.stub`: a command class or two names, a response, conditions. @throws TypeError
 */
export function readStubArguments(given: readonly unknown[]): StubArguments {
  const [names, [answer, conditions]] = isCommandClass(given[0])
    ? [commandNames(given[0]), given.slice(1)]
    : [twoNames(given), given.slice(2)];
  if (answer === undefined)
    throw new TypeError("A stub needs a response. Use an output, an error, or a function.");
  if (conditions !== undefined && (typeof conditions !== "object" || conditions === null))
    throw new TypeError(
      `The conditions of a stub cannot be ${shown(conditions)}. Use { when, times, account, region }.`,
    );
  // The model validates the response, and the registry the names of conditions.
  return { ...names, answer: answer as StubAnswer, conditions };
}

function twoNames([service, operation]: readonly unknown[]): CommandNames {
  if (typeof service === "string" && typeof operation === "string") return { service, operation };
  const given = typeof service === "string" ? operation : service;
  throw new TypeError(
    `A stub cannot be for ${shown(given)}. Use a class such as GetItemCommand, or ${TWO_NAMES}`,
  );
}
