import type { Entry, Kind, Outcome } from "../entry.js";

/** The filter of entries. Empty strings and sets match all. */
export interface Filter {
  readonly search: string;
  readonly service: string;
  readonly resource: string;
  readonly caller: string;
  readonly outcome: Outcome | "";
  /** Kinds that are hidden. */
  readonly hidden: ReadonlySet<Kind>;
}

export const EVERYTHING: Filter = {
  search: "",
  service: "",
  resource: "",
  caller: "",
  outcome: "",
  hidden: new Set(),
};

/** The entries that match, in their order. All search words must occur; the case is ignored. */
export function matching(entries: readonly Entry[], filter: Filter): readonly Entry[] {
  const { service, caller, outcome, hidden } = filter;
  const resource = filter.resource.toLowerCase();
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  if (!service && !caller && !outcome && !resource && words.length === 0 && hidden.size === 0) return entries;
  return entries.filter(
    (entry) =>
      (service === "" || entry.service === service) &&
      (outcome === "" || entry.outcome === outcome) &&
      (caller === "" || entry.caller === caller) &&
      !hidden.has(entry.kind) &&
      (resource === "" || (entry.resource ?? "").toLowerCase().includes(resource)) &&
      words.every((word) => textOf(entry).includes(word)),
  );
}

/** The searched text of each entry, cached: creating it takes longer than searching it. */
const TEXTS = new WeakMap<Entry, string>();

function textOf(entry: Entry): string {
  const known = TEXTS.get(entry);
  if (known !== undefined) return known;
  const { service, kind, name, resource = "", error = "", caller = "", id } = entry;
  const text = `${kind} ${service} ${name} ${resource} ${error} ${caller} ${id}`.toLowerCase();
  TEXTS.set(entry, text);
  return text;
}
