import type { Random } from "./random.js";

/** Strings that are kept of each name, and names that are kept. */
const STRINGS = 40;
const NAMES = 1_000;

/**
 * Strings from earlier answers and requests by the member that they came from,
 * so that requests are for what exists: the `clusterArn` of an answer becomes
 * the `cluster` of a request.
 */
export class Pool {
  private readonly byName = new Map<string, string[]>();
  private turn = 0;

  constructor() {
    for (const [name, value] of [
      ["bucket", "bkt"],
      ["bucket", "versioned"],
      ["key", "key"],
      ["role", "arn:aws:iam::123456789012:role/role"],
      ["subnet", "subnet-0a1b2c3d"],
      ["account", "123456789012"],
    ] as const) {
      this.add(name, value);
    }
  }

  /** Notes the members of an answer, in JSON or XML. */
  learn(text: string): void {
    for (const [, json, value, tag, content] of text.matchAll(
      /"(\w{2,40})":"([^"\\]{1,200})"|<(\w{2,40})>([^<>&]{1,200})</g,
    ))
      this.add(json ?? tag ?? "", value ?? content ?? "");
  }

  /** A string for a member. */
  pick(name: string, random: Random): string {
    const fitting = this.byName.get(keyOf(name));
    if (fitting && random.chance(0.85)) return random.pick(fitting);
    return random.chance(0.5) ? `n${random.below(20)}` : random.pick(random.pick([...this.byName.values()]));
  }

  private add(name: string, value: string): void {
    const key = keyOf(name);
    const strings = this.byName.get(key);
    if (!strings) {
      if (this.byName.size < NAMES) this.byName.set(key, [value]);
    } else if (strings.includes(value)) return;
    else if (strings.length < STRINGS) strings.push(value);
    else strings[this.turn++ % STRINGS] = value;
  }
}

/** `clusterArn`, `clusterName` and `Clusters` are all names of a cluster. */
function keyOf(name: string): string {
  return name.toLowerCase().replace(/(?:arn|name|id|identifier)?s?$/, "") || name.toLowerCase();
}
