import { effect, signal } from "@preact/signals";

/** The shown part of the page. It is stored in the URL's fragment, so that links and the history work. */
export interface Place {
  readonly tab: Tab;
  /** The selection in the tab: an entry, a service, a state machine. */
  readonly path: readonly string[];
}

export type Tab = "timeline" | "state" | "machines" | "controls";
export const TABS: readonly (readonly [Tab, string])[] = [
  ["timeline", "Timeline"],
  ["state", "State"],
  ["machines", "State machines"],
  ["controls", "Controls"],
];

export const place = signal<Place>(read());

/** Navigates to another place. */
export function go(tab: Tab, ...path: readonly string[]): void {
  place.value = { tab, path };
}

/** Shows the resource of an id or ARN. */
export function openReference(text: string): void {
  go("state", "find", text);
}

/** Synchronizes the URL and the place. */
export function followAddress(): void {
  effect(() => {
    const { tab, path } = place.value;
    const fragment = `#${[tab, ...path].map(encodeURIComponent).join("/")}`;
    if (fragment !== location.hash) history.pushState(undefined, "", fragment);
  });
  addEventListener("popstate", () => {
    place.value = read();
  });
}

function read(): Place {
  const [given = "", ...path] = (globalThis.location?.hash ?? "").slice(1).split("/").map(decodeURIComponent);
  const tab = TABS.find(([name]) => name === given)?.[0] ?? "timeline";
  return { tab, path };
}
