/** The known name that was probably meant: at most two letters differ (of a short name, one), or it only was cut off. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let least = wanted.length > 3 ? 3 : 2;
  for (const candidate of known) {
    const other = candidate.toLowerCase();
    const difference =
      wanted !== "" && other !== wanted && other.startsWith(wanted) ? 1 : distance(other, wanted);
    if (difference >= least) continue;
    [best, least] = [candidate, difference];
  }
  return best;
}

/** How many letters to change, add, leave out or swap with the next to make one word of the other. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? i + j) + 1 : changed;
      next.push(Math.min(changed, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}
