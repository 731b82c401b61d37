import type { StoredEvent } from "../events/chunks.js";
import { lambdaFields } from "./lambda-fields.js";
import { Moment, type Value } from "./values.js";

/** The source of an event. */
export interface EventSource {
  readonly account: string;
  readonly group: string;
  readonly stream: string;
}

/** A record of a query: an event, or a row of `stats`. Computed fields take precedence over its own. */
export class QueryRecord {
  private readonly made = new Map<string, Value>();
  private discovered: ReadonlyMap<string, Value> | undefined;

  /** @param pointer what `@ptr` is for an event. */
  constructor(
    private readonly event?: StoredEvent & EventSource,
    readonly pointer?: string,
  ) {}

  get(field: string): Value {
    return this.made.has(field) ? this.made.get(field) : this.own(field);
  }

  /** Time of the event; 0 for a row of `stats`. */
  get timestamp(): number {
    return this.event?.timestamp ?? 0;
  }

  set(field: string, value: Value): void {
    this.made.set(field, value);
  }

  private own(field: string): Value {
    const { event } = this;
    if (!event) return undefined;
    switch (field) {
      case "@timestamp":
        return new Moment(event.timestamp);
      case "@ingestionTime":
        return new Moment(event.ingestionTime);
      case "@message":
        return event.message;
      case "@logStream":
        return event.stream;
      case "@log":
        return `${event.account}:${event.group}`;
      case "@ptr":
        return this.pointer;
      default:
        this.discovered ??= discoveredFields(event.message);
        return this.discovered.get(field);
    }
  }
}

/** Maximum number of discovered fields in an event. */
const MOST_FIELDS = 200;

/**
 * The fields that CloudWatch Logs discovers in a message, in JSON and in the lines of Lambda:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html
 */
export function discoveredFields(message: string): ReadonlyMap<string, Value> {
  const start = message.indexOf("{");
  if (start < 0 || message.slice(0, start).trim() !== "") return lambdaFields(message);
  const fields = new Map<string, Value>();
  try {
    flatten(JSON.parse(message), fields);
  } catch {
    // A string that only starts like JSON has no fields.
  }
  return fields;
}

/** Depth first, members in order, without recursion, because a message may be deeply nested. */
function flatten(root: unknown, fields: Map<string, Value>): void {
  const rest: { readonly path: string; readonly value: unknown }[] = [{ path: "", value: root }];
  for (let next = rest.pop(); next && fields.size < MOST_FIELDS; next = rest.pop()) {
    const { path, value } = next;
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
      fields.set(path, value);
    } else if (typeof value === "object" && value !== null) {
      for (const [name, inner] of Object.entries(value).reverse()) {
        rest.push({ path: path === "" ? name : `${path}.${name}`, value: inner });
      }
    }
  }
}
