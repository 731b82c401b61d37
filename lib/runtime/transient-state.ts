/**
 * State of a service that cannot be data, such as handlers of the test and pending promises. A restore keeps
 * it; `reset` clears it. Everything that can be data is a row.
 */
export class TransientDefinition<Value extends object> {
  constructor(
    readonly name: string,
    readonly create: () => Value,
    /** Also kept by `reset`, because it belongs to the test rather than to the simulated state. */
    readonly survivesReset: boolean,
  ) {}
}

/** A transient value with pending work. */
interface Interruptible {
  /** Called on restore, reset and close: pending work must not change anything afterwards. */
  interrupt(): void;
}

export function defineTransient<Value extends object>(
  name: string,
  create: () => Value,
  { survivesReset = false }: { readonly survivesReset?: boolean } = {},
): TransientDefinition<Value> {
  return new TransientDefinition(name, create, survivesReset);
}

/** The transient values of one simulator, created at their first use. */
export class TransientState {
  private readonly values = new Map<TransientDefinition<object>, object>();

  get<Value extends object>(definition: TransientDefinition<Value>): Value {
    const known = this.values.get(definition);
    // Only the definition itself creates its value.
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
    for (const definition of [...this.values.keys()])
      if (!definition.survivesReset) this.values.delete(definition);
  }
}

function isInterruptible(value: object): value is Interruptible {
  return "interrupt" in value && typeof value.interrupt === "function";
}
