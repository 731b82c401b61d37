import { EventPattern } from "../../../event-patterns/pattern.js";
import { isObject, type Members } from "../../../policies/document.js";
import { own } from "../../../values/own.js";
import type { MessageAttributeValue } from "../generated/types.js";

type Attributes = Readonly<Record<string, MessageAttributeValue>>;

/** A condition on the values of an attribute. */
interface Condition {
  readonly pattern: EventPattern;
  /** `anything-but`: no value of a list may be excluded. */
  readonly concernsAll: boolean;
}

/**
 * A filter policy over message attributes. Lists are compared differently from EventBridge: `anything-but`
 * requires that none of their values is excluded.
 */
export class AttributeFilter {
  private readonly conditions: ReadonlyMap<string, readonly Condition[]>;
  private readonly alternatives: readonly (readonly AttributeFilter[])[];

  /** @param policy that was checked */
  constructor(policy: Members) {
    const entries = Object.entries(policy);
    const isOr = ([name, value]: [string, unknown]) =>
      name === "$or" && Array.isArray(value) && value.every(isObject);
    this.conditions = new Map(
      entries.filter((entry) => !isOr(entry)).map(([name, value]) => [name, conditionsOf(value)]),
    );
    this.alternatives = entries
      .filter(isOr)
      .map(([, value]) => (value as readonly Members[]).map((each) => new AttributeFilter(each)));
  }

  matches(attributes: Attributes): boolean {
    for (const [name, conditions] of this.conditions) {
      const values = valuesOf(own(attributes, name));
      if (!conditions.some((condition) => holds(condition, values))) return false;
    }
    return this.alternatives.every((filters) => filters.some((filter) => filter.matches(attributes)));
  }
}

function conditionsOf(value: unknown): readonly Condition[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((condition) => ({
    pattern: EventPattern.of({ value: [condition] }),
    concernsAll: isObject(condition) && Object.hasOwn(condition, "anything-but"),
  }));
}

/** @param values `undefined` for an attribute that the message lacks */
function holds({ pattern, concernsAll }: Condition, values: readonly unknown[] | undefined): boolean {
  if (values === undefined) return pattern.matches({});
  const matches = (value: unknown) => pattern.matches({ value });
  return concernsAll ? values.every(matches) : values.some(matches);
}

/** Bytes cannot be compared; a list that is not valid JSON has no values. */
function valuesOf(attribute: MessageAttributeValue | undefined): readonly unknown[] | undefined {
  if (!attribute) return undefined;
  const { DataType, StringValue = "" } = attribute;
  if (DataType === "String.Array") return listIn(StringValue);
  if (DataType.startsWith("Binary")) return [];
  return [DataType.startsWith("Number") ? Number(StringValue) : StringValue];
}

function listIn(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [value];
  } catch {
    return [];
  }
}
