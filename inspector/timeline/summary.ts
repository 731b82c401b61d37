import { type Columns, SEVERITY } from "./layout.js";

/** What a chart shows, in words: the entries of each service, and of these those that did not succeed. */
export function summaryOf({ length, lane, lanes, outcome }: Columns): string {
  const kinds = SEVERITY.length;
  const counts = new Uint32Array(lanes.length * kinds);
  for (let place = 0; place < length; place++) {
    const slot = (lane[place] ?? 0) * kinds + (outcome[place] ?? 0);
    counts[slot] = (counts[slot] ?? 0) + 1;
  }
  return lanes
    .map((name, place) => `${name}: ${countsIn(counts.slice(place * kinds, (place + 1) * kinds))}.`)
    .join(" ");
}

function countsIn(counts: Uint32Array): string {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const others = SEVERITY.flatMap((name, kind) =>
    kind > 0 && (counts[kind] ?? 0) > 0 ? [`${counts[kind]} ${name}`] : [],
  );
  return [`${all}`, ...others].join(", ");
}
