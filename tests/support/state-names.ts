import type { StateDefinitions } from "../../lib/runtime/state-definitions.js";
import { kebabCase } from "../../lib/text/kebab-case.js";

/**
 * The names of the tables, timers and transient values of one simulator. Each must be unique among its kind.
 */
export class StateNames {
  private readonly known = new Set<string>();

  /**
   * Adds the names of one owner.
   *
   * @param owner prefix of its names, in camel case: `cloudMap` for `cloud-map.services`.
   * @throws Error for a duplicate name, or one that is not spelled `owner.kebab-case`, in the plural for
   * tables.
   */
  add(owner: string, { tables, transients }: StateDefinitions, timers: Iterable<string> = []): void {
    const prefix = `${kebabCase(owner)}.`;
    for (const { name } of tables) this.addName("table", name, prefix, PLURAL);
    for (const { name } of transients) this.addName("transient value", name, prefix, KEBAB_CASE);
    for (const kind of timers) this.addName("timer", kind, prefix, KEBAB_CASE);
  }

  private addName(kind: string, name: string, prefix: string, spelling: RegExp): void {
    if (!name.startsWith(prefix) || !spelling.test(name))
      throw new Error(`The ${kind} "${name}" must be named like "${prefix}some-things".`);
    const entry = `${kind} ${name}`;
    if (this.known.has(entry)) throw new Error(`There are two ${kind}s named "${name}".`);
    this.known.add(entry);
  }
}

const KEBAB_CASE = /\.[a-z0-9]+(-[a-z0-9]+)*$/;
const PLURAL = /\.[a-z0-9]+(-[a-z0-9]+)*s$/;
