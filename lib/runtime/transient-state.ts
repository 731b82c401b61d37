/**
 * What a service keeps per simulator that is not data: handlers of the test,
 * runs under way. Snapshots do not carry it and `reset` starts it anew.
 */
export class TransientDefinition<Value extends object> {
  constructor(
    readonly name: string,
    readonly create: (settings: TransientSettings) => Value,
  ) {}
}

/** The options that live values read. */
export interface TransientSettings {
  /** How many records each history keeps. */
  readonly historyLimit: number;
  /** Bytes above which inputs are not kept in histories. */
  readonly requestInputLimit: number;
}

/** A live value with work under way. */
interface Interruptible {
  /** A snapshot is restored, or the simulator reset or closed: nothing may come of what is under way. */
  interrupt(): void;
}

export function defineTransient<Value extends object>(
  name: string,
  create: (settings: TransientSettings) => Value,
): TransientDefinition<Value> {
  return new TransientDefinition(name, create);
}

/** The live values of one simulator, made when first asked for. */
export class TransientState {
  private readonly values = new Map<object, object>();

  constructor(private readonly settings: TransientSettings) {}

  get<Value extends object>(definition: TransientDefinition<Value>): Value {
    const known = this.values.get(definition);
    // True by construction: only the definition itself creates its value.
    if (known) return known as Value;
    const created = definition.create(this.settings);
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
