import { type Duration, milliseconds } from "../../../clock/duration.js";
import { rejectUnknownMembers } from "../../../text/suggestions.js";
import { isRecord } from "../../../values/is-record.js";

const MOST_EXIT_CODE = 255;
const CONTAINER_MEMBERS: readonly string[] = ["exitCode", "stdout", "stderr", "duration", "reason"];
const TASK_MEMBERS: readonly string[] = [...CONTAINER_MEMBERS, "failToStart", "containers"];

/** The owner of an outcome: only tasks have `failToStart` and `containers`. */
export type OutcomeOf = "task" | "container";

/**
 * Validates a behaviour: a handler, an outcome, or a sequence of these.
 *
 * @throws TypeError naming the member and what it accepts.
 */
export function checkBehaviour(behaviour: unknown, of: OutcomeOf): void {
  const steps: readonly unknown[] = Array.isArray(behaviour) ? behaviour : [behaviour];
  if (steps.length === 0)
    throw new TypeError("A sequence of outcomes is empty. Use at least one, or an outcome or a handler.");
  for (const step of steps) checkStep(step, of);
}

function checkStep(step: unknown, of: OutcomeOf): void {
  if (typeof step === "function") return;
  if (!isRecord(step)) throw wrong("A behaviour", step, "an outcome such as { exitCode: 0 }, or a handler");
  checkOutcome(step, of);
}

/**
 * Validates the return value of a handler: an outcome, an exit code or nothing.
 *
 * @throws TypeError naming the member and what it accepts.
 */
export function checkResult(result: unknown): void {
  if (result === undefined || result === null) return;
  if (typeof result === "number") return checkExitCode("The exit code", result);
  if (!isRecord(result))
    throw wrong("The result of a handler", result, "an outcome, an exit code or nothing");
  checkOutcome(result, "task");
}

function checkOutcome(outcome: Readonly<Record<string, unknown>>, of: OutcomeOf): void {
  const members = of === "task" ? TASK_MEMBERS : CONTAINER_MEMBERS;
  rejectUnknownMembers(outcome, members, `The outcome of a ${of}`);
  const { exitCode, stdout, stderr, duration, reason, failToStart, containers } = outcome;
  if (exitCode !== undefined) checkExitCode('"exitCode"', exitCode);
  if (!isOutput(stdout)) throw wrong('"stdout"', stdout, "a string or an array of strings");
  if (!isOutput(stderr)) throw wrong('"stderr"', stderr, "a string or an array of strings");
  if (duration !== undefined && duration !== "forever" && !isDuration(duration))
    throw wrong('"duration"', duration, 'milliseconds, a duration such as "5m", or "forever"');
  if (!isText(reason)) throw wrong('"reason"', reason, "ECS's reason as a string");
  if (!isText(failToStart))
    throw wrong(
      '"failToStart"',
      failToStart,
      'the reason as a string, such as "CannotPullContainerError: …"',
    );
  if (containers !== undefined) checkContainers(containers);
}

function checkContainers(containers: unknown): void {
  if (!isRecord(containers)) throw wrong('"containers"', containers, "outcomes by the names of containers");
  for (const [name, outcome] of Object.entries(containers)) {
    if (!isRecord(outcome))
      throw wrong(`The outcome of "${name}"`, outcome, "an object such as { exitCode: 0 }");
    checkOutcome(outcome, "container");
  }
}

function checkExitCode(what: string, code: unknown): void {
  const fits = typeof code === "number" && Number.isInteger(code) && code >= 0 && code <= MOST_EXIT_CODE;
  if (!fits) throw wrong(what, code, `a whole number from 0 to ${MOST_EXIT_CODE}`);
}

function isDuration(duration: unknown): boolean {
  if (typeof duration !== "number" && typeof duration !== "string") return false;
  try {
    // It rejects every string that is not a duration.
    milliseconds(duration as Duration);
    return true;
  } catch {
    return false;
  }
}

function isText(value: unknown): boolean {
  return value === undefined || (typeof value === "string" && value !== "");
}

function isOutput(value: unknown): boolean {
  return (
    value === undefined ||
    typeof value === "string" ||
    (Array.isArray(value) && value.every((line) => typeof line === "string"))
  );
}

function wrong(what: string, value: unknown, expected: string): TypeError {
  return new TypeError(`${what} cannot be ${shown(value)}. Use ${expected}.`);
}

function shown(value: unknown): string {
  return typeof value === "string"
    ? JSON.stringify(value)
    : Array.isArray(value)
      ? "an array"
      : String(value);
}
