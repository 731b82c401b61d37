/**
 * What a service keeps per simulator that is not data: handlers of the test,
 * runs under way. Snapshots do not carry it and `reset` starts it anew.
 */
export interface LiveDefinition<Value extends Live> {
  readonly name: string;
  readonly create: () => Value;
}

/** Something that can be told to let go of everything. */
export interface Live {
  /** The simulator is reset or closed: nothing may come of what was begun. */
  dispose?(): void;
  /** A snapshot was restored: runs under way are told to stop, what the test registered stays. */
  interrupt?(): void;
}

export function defineLive<Value extends Live>(name: string, create: () => Value): LiveDefinition<Value> {
  return { name, create };
}

/** The live values of one simulator, made when first asked for. */
export class LiveValues {
  private readonly values = new Map<string, Live>();

  get<Value extends Live>(definition: LiveDefinition<Value>): Value {
    const known = this.values.get(definition.name);
    // True by construction: only the definition of this name creates its value.
    if (known) return known as Value;
    const created = definition.create();
    this.values.set(definition.name, created);
    return created;
  }

  interrupt(): void {
    for (const value of this.values.values()) value.interrupt?.();
  }

  dispose(): void {
    for (const value of this.values.values()) value.dispose?.();
    this.values.clear();
  }
}
