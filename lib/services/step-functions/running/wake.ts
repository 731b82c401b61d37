/** The timer that ends a wait of a frame. */
export const WAKE = "step-functions.wake";

/** The key of the timer of a frame. */
export function wakeKey(execution: string, frame: number, serial: number): string {
  return `${serial} ${frame} ${execution}`;
}

/** The parts of a key from {@link wakeKey}. */
export function readWakeKey(key: string): {
  readonly execution: string;
  readonly frame: number;
  readonly serial: number;
} {
  const first = key.indexOf(" ");
  const second = key.indexOf(" ", first + 1);
  return {
    serial: Number(key.slice(0, first)),
    frame: Number(key.slice(first + 1, second)),
    execution: key.slice(second + 1),
  };
}
