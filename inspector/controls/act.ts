import { signal } from "@preact/signals";
import { send } from "../api.js";

/** The latest action: the call in code, and its result. */
export interface Act {
  readonly code: string;
  readonly result?: unknown;
  readonly error?: string;
}

export const acts = signal<readonly Act[]>([]);
const MOST_ACTS = 50;

/**
 * Calls a route, and shows it as code.
 *
 * @param then called after success.
 */
export function act(
  code: string,
  verb: string,
  path: string,
  body?: unknown,
  then: (result: unknown) => void = () => {},
): void {
  send(verb, path, body).then(
    (result) => {
      note({ code, result });
      then(result);
    },
    (error: Error) => note({ code, error: error.message }),
  );
}

function note(done: Act): void {
  acts.value = [done, ...acts.value].slice(0, MOST_ACTS);
}
