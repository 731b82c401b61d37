import { EventPatternError } from "../../../event-patterns/errors.js";
import { isObject } from "../../../event-patterns/event.js";
import { EventPattern } from "../../../event-patterns/pattern.js";
import type { Context } from "../../../runtime/context.js";
import { defineTransient } from "../../../runtime/transient-state.js";
import { parseDocument } from "../../../text/json-document.js";
import { invalidEvent, invalidEventPattern } from "../errors/rules.js";

/** The required members of an event in TestEventPattern. */
const REQUIRED = ["id", "detail-type", "source", "account", "time", "region"];

/** A rule or an archive, which may have an event pattern. */
interface Patterned {
  readonly pattern?: string;
}

/** Compiled patterns, by their rows. Rows are immutable. */
export const COMPILED_PATTERNS = defineTransient(
  "event-bridge.compiled-patterns",
  () => new WeakMap<Patterned, EventPattern>(),
);

/** Whether the pattern of a row matches an event. A row without a pattern matches none. */
export function matchesPattern(ctx: Context, row: Patterned, event: unknown): boolean {
  if (row.pattern === undefined) return false;
  const compiled = ctx.transient(COMPILED_PATTERNS);
  let pattern = compiled.get(row);
  if (!pattern) {
    pattern = EventPattern.read(row.pattern);
    compiled.set(row, pattern);
  }
  return pattern.matches(event);
}

/** @throws InvalidEventPatternException */
export function readPattern(text: string): EventPattern {
  try {
    return EventPattern.read(text);
  } catch (error) {
    if (error instanceof EventPatternError) throw invalidEventPattern(error.message);
    throw error;
  }
}

/** The event of a TestEventPattern request. @throws ValidationException */
export function readEvent(text: string): object {
  let event: unknown;
  try {
    event = parseDocument(text);
  } catch {
    throw invalidEvent();
  }
  if (!isObject(event)) throw invalidEvent();
  const names = Object.keys(event);
  if (REQUIRED.some((name) => !names.includes(name))) throw invalidEvent();
  return event;
}
