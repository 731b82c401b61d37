/**
 * What a service keeps per simulator that is not data: handlers of the test,
 * runs under way. Snapshots do not carry it and `reset` starts it anew.
 */
export interface LiveDefinition<Value extends object> {
  readonly name: string;
  readonly create: (settings: LiveSettings) => Value;
}

/** The options that live values read. */
export interface LiveSettings {
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

export function defineLive<Value extends object>(
  name: string,
  create: (settings: LiveSettings) => Value,
): LiveDefinition<Value> {
  return { name, create };
}

/** The live values of one simulator, made when first asked for. */
export class LiveValues {
  private readonly values = new Map<string, object>();

  constructor(private readonly settings: LiveSettings) {}

  get<Value extends object>(definition: LiveDefinition<Value>): Value {
    const known = this.values.get(definition.name);
    // True by construction: only the definition of this name creates its value.
    if (known) return known as Value;
    const created = definition.create(this.settings);
    this.values.set(definition.name, created);
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
