import { AsyncLocalStorage } from "node:async_hooks";
import { format } from "node:util";

/** The methods of `console` that Lambda's Node.js runtime logs, and the levels under which it does. */
const LEVELS = {
  debug: "DEBUG",
  error: "ERROR",
  info: "INFO",
  log: "INFO",
  trace: "TRACE",
  warn: "WARN",
} as const;

type Method = keyof typeof LEVELS;

/** Receives what code writes to the console, formatted as the console formats it. */
export type ConsoleListener = (level: string, text: string) => void;

/**
 * The replaced methods of `console` and who listens to them. It is kept on the
 * console itself: simulators of one process share it, also those of two copies
 * of this module, and the last of them restores the methods.
 */
interface Tap {
  readonly captures: Set<ConsoleCapture>;
  readonly originals: Readonly<Pick<Console, Method>>;
}

const TAP = Symbol.for("aws-sim.console-tap");

/** Follows the console output of handlers, each on its own, whatever runs beside them. */
export class ConsoleCapture {
  private readonly listener = new AsyncLocalStorage<ConsoleListener>();
  private running = 0;

  /** Taps the console; each call needs an {@link end}. */
  begin(): void {
    if (this.running++ === 0) tapConsole().captures.add(this);
  }

  /** After the last one of all simulators, `console` is as it was. */
  end(): void {
    if (--this.running > 0) return;
    const tap = currentTap();
    tap?.captures.delete(this);
    if (tap?.captures.size === 0) untapConsole(tap);
  }

  /** Runs `work`; what it and its callbacks write to the console until {@link end} also goes to `listener`. */
  listen<Result>(listener: ConsoleListener, work: () => Result): Result {
    return this.listener.run(listener, work);
  }

  /** @internal */
  heard(level: string, values: readonly unknown[]): void {
    this.listener.getStore()?.(level, format(...values));
  }
}

function currentTap(): Tap | undefined {
  // Nothing else uses this symbol.
  return Reflect.get(console, TAP) as Tap | undefined;
}

function tapConsole(): Tap {
  const existing = currentTap();
  if (existing) return existing;
  const { debug, error, info, log, trace, warn } = console;
  const tap: Tap = { captures: new Set(), originals: { debug, error, info, log, trace, warn } };
  Reflect.set(console, TAP, tap);
  for (const method of methods()) {
    const original = tap.originals[method];
    console[method] = (...values: unknown[]) => {
      for (const capture of tap.captures) capture.heard(LEVELS[method], values);
      original.apply(console, values);
    };
  }
  return tap;
}

function untapConsole({ originals }: Tap): void {
  for (const method of methods()) console[method] = originals[method];
  Reflect.deleteProperty(console, TAP);
}

function methods(): Method[] {
  return ["debug", "error", "info", "log", "trace", "warn"];
}
