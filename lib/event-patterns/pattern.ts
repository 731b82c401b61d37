import { parseDocument } from "../text/json-document.js";
import { EventPatternError } from "./errors.js";
import { childOf, leavesOf } from "./event.js";
import type { Matcher } from "./matcher.js";
import { type PatternNode, readNode } from "./reader.js";

/**
 * An event pattern of EventBridge rules, Pipes, Lambda event source filters and SNS subscription filters:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export class EventPattern {
  private constructor(private readonly root: PatternNode) {}

  /** Parses a pattern. @throws EventPatternError with AWS's reason */
  static read(text: string): EventPattern {
    return EventPattern.of(parsed(text));
  }

  /** The pattern of a parsed value. @throws EventPatternError */
  static of(value: unknown): EventPattern {
    return new EventPattern(readNode(value));
  }

  /** Whether an event, as parsed JSON, matches. */
  matches(event: unknown): boolean {
    return matchesNode(this.root, event);
  }

  /** Whether the pattern matches inside a member of events, so that the member must be an object. */
  looksInto(member: string): boolean {
    return this.root.fields.some(([name, field]) => name === member && !isMatchers(field));
  }
}

function parsed(text: string): unknown {
  try {
    return parseDocument(text);
  } catch (error) {
    throw new EventPatternError(error instanceof Error ? error.message : String(error));
  }
}

/** In a list, one element must match the whole node; a value that is not an object has no members. */
function matchesNode(node: PatternNode, value: unknown): boolean {
  if (Array.isArray(value) && value.length > 0) return value.some((item) => matchesNode(node, item));
  return (
    node.fields.every(([name, field]) => {
      const child = childOf(value, name);
      return isMatchers(field) ? matchesLeaf(field, child) : matchesNode(field, child);
    }) && node.alternatives.every((nodes) => nodes.some((alternative) => matchesNode(alternative, value)))
  );
}

function matchesLeaf(matchers: readonly Matcher[], value: unknown): boolean {
  const leaves = leavesOf(value);
  if (leaves.length === 0) return matchers.some((matches) => matches(undefined));
  return leaves.some((leaf) => matchers.some((matches) => matches(leaf)));
}

function isMatchers(field: PatternNode | readonly Matcher[]): field is readonly Matcher[] {
  return Array.isArray(field);
}
