/**
 * The known name that is closest to a misspelt one, if it is close: a name that differs only in letter case
 * or punctuation, or by few edits for its length.
 */
export function closestName(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(plain(name), plain(candidate), least);
    if (distance >= least) continue;
    least = distance;
    best = candidate;
  }
  return best;
}

/**
 * The error for a name that does not exist, with a suggestion, and with the existing names unless they are
 * many.
 */
export function unknownName(what: string, name: string, known: Iterable<string>): TypeError {
  return new TypeError(unknownNameMessage(what, name, known));
}

/**
 * The message of {@link unknownName}.
 *
 * @param place ` in …`: where the name was looked up.
 */
export function unknownNameMessage(what: string, name: string, known: Iterable<string>, place = ""): string {
  const names = [...known];
  const closest = closestName(name, names);
  const suggestion = closest === undefined ? "" : ` Did you mean "${closest}"?`;
  const list = names.length > MOST_LISTED && closest !== undefined ? "" : listOf(names);
  return `There is no ${what} "${name}"${place}.${suggestion}${list}`;
}

function listOf(names: readonly string[]): string {
  return names.length === 0 ? " There are none." : ` There are: ${names.join(", ")}.`;
}

/**
 * Rejects an object with an unknown member, such as a misspelt option.
 *
 * @param kind of its members, with a trailing space.
 * @throws TypeError naming the member, the closest existing one, and all of them.
 */
export function rejectUnknownMembers(value: object, known: readonly string[], what: string, kind = ""): void {
  for (const name of Object.keys(value))
    if (!known.includes(name)) throw unknownMember(what, name, known, kind);
}

/** As {@link rejectUnknownMembers}, for the options of a function: `createAwsSim has no option "regoin"`. */
export function rejectUnknownOptions(options: object, known: readonly string[], of: string): void {
  rejectUnknownMembers(options, known, of, "option ");
}

/**
 * The names of all members of a type. The compiler rejects a list with a missing or additional member, so
 * that a new option cannot be forgotten here.
 */
export function namesOf<Members extends object>(
  names: Readonly<Record<keyof Members, true>>,
): readonly string[] {
  return Object.keys(names);
}

/** The error for an unknown member of an object. */
export function unknownMember(what: string, name: string, known: readonly string[], kind = ""): TypeError {
  const closest = closestName(name, known);
  const suggestion = closest === undefined ? "" : ` Did you mean "${closest}"?`;
  return new TypeError(`${what} has no ${kind}"${name}".${suggestion} It has: ${known.join(", ")}.`);
}

/** Maximum number of names that are listed in addition to a suggestion. */
const MOST_LISTED = 40;

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/**
 * Number of insertions, deletions, substitutions and swaps of neighbours that convert one string to the other
 * (optimal string alignment); at most `limit`.
 */
export function editDistance(from: string, to: string, limit = Number.POSITIVE_INFINITY): number {
  if (Math.abs(from.length - to.length) >= limit) return limit;
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1];
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (swapped) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      next.push(cost);
    }
    before = row;
    row = next;
  }
  return Math.min(row[to.length] ?? 0, limit);
}
