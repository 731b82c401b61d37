import { childOf, leavesOf } from "./event.js";
import type { Matcher } from "./matcher.js";
import { isMatchers, type PatternNode, readPattern } from "./reader.js";

/**
 * An event pattern of EventBridge rules, Pipes, Lambda event source filters and SNS subscription filters:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export class EventPattern {
  private constructor(private readonly root: PatternNode) {}

  /** Parses a pattern. @throws EventPatternError with AWS's reason, and usually the place in the text */
  static read(text: string): EventPattern {
    return new EventPattern(readPattern(text));
  }

  /** The pattern of a parsed value. @throws EventPatternError */
  static of(value: unknown): EventPattern {
    return EventPattern.read(JSON.stringify(value));
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
