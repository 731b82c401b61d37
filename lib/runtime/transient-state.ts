/**
 * What a service keeps per simulator that cannot be data: handlers of the
 * test, promises that are under way. A restore leaves it; `reset` clears it.
 * What can be data is rows.
 */
export class TransientDefinition<Value extends object> {
  constructor(
    readonly name: string,
    readonly create: () => Value,
  ) {}
}

/** A transient value with work under way. */
interface Interruptible {
  /** A snapshot is restored, or the simulator reset or closed: what is under way must not change anything. */
  interrupt(): void;
}

export function defineTransient<Value extends object>(
  name: string,
  create: () => Value,
): TransientDefinition<Value> {
  return new TransientDefinition(name, create);
}

/** The transient values of one simulator, made at their first use. */
export class TransientState {
  private readonly values = new Map<object, object>();

  get<Value extends object>(definition: TransientDefinition<Value>): Value {
    const known = this.values.get(definition);
    // True by construction: only the definition itself creates its value.
    if (known) return known as Value;
    const created = definition.create();
    this.values.set(definition, created);
    return created;
  }

  /** Calls `interrupt()` of every value that has it. */
  interrupt(): void {
    for (const value of this.values.values()) if (isInterruptible(value)) value.interrupt();
  }

  clear(): void {
    this.interrupt();
    this.values.clear();
  }
}

function isInterruptible(value: object): value is Interruptible {
  return "interrupt" in value && typeof value.interrupt === "function";
}
