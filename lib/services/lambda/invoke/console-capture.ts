import { AsyncLocalStorage } from "node:async_hooks";
import { format } from "node:util";

/** The methods of `console` that Lambda's Node.js runtime logs, and their log levels. */
const LEVELS = {
  debug: "DEBUG",
  error: "ERROR",
  info: "INFO",
  log: "INFO",
  trace: "TRACE",
  warn: "WARN",
} as const;

type Method = keyof typeof LEVELS;

/** Receives console output, formatted as the console formats it. */
export type ConsoleListener = (level: string, text: string) => void;

/**
 * The replaced methods of `console` and their listeners. They are stored on the console itself, because all
 * simulators of a process share it, also those of two copies of this module. The last one restores the
 * methods.
 */
interface Tap {
  readonly captures: Set<ConsoleCapture>;
  readonly originals: Readonly<Pick<Console, Method>>;
}

const TAP = Symbol.for("aws-sim.console-tap");

/** Captures the console output of each handler separately, also for concurrent handlers. */
export class ConsoleCapture {
  private readonly listener = new AsyncLocalStorage<ConsoleListener>();
  private running = 0;

  /** Replaces the console methods; each call requires an {@link end}. */
  begin(): void {
    if (this.running++ === 0) tapConsole().captures.add(this);
  }

  /** After the last call of all simulators, `console` is restored. */
  end(): void {
    if (--this.running > 0) return;
    const tap = currentTap();
    tap?.captures.delete(this);
    if (tap?.captures.size === 0) untapConsole(tap);
  }

  /**
   * Runs `work`. Its console output, and that of its callbacks until {@link end}, also goes to `listener`.
   */
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
