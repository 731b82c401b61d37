/**
 * The known name that a misspelt one is closest to, if it is close: what
 * differs only in letter case or punctuation, or by few edits for its length.
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

/** The error for a name that does not exist, with a suggestion, and with the names that exist unless they are many. */
export function unknownName(what: string, name: string, known: Iterable<string>): TypeError {
  return new TypeError(unknownNameMessage(what, name, known));
}

/**
 * The message of {@link unknownName}.
 *
 * @param place ` in …`: where it was looked for.
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
 * Refuses an object with a member that nothing reads, such as a misspelt option.
 *
 * @param kind what its members are, with a space after it.
 * @throws TypeError naming the member, the closest one that exists, and all of them.
 */
export function refuseUnknownMembers(value: object, known: readonly string[], what: string, kind = ""): void {
  for (const name of Object.keys(value))
    if (!known.includes(name)) throw unknownMember(what, name, known, kind);
}

/** As {@link refuseUnknownMembers}, for the options of a function: `createAwsSim has no option "regoin"`. */
export function refuseUnknownOptions(options: object, known: readonly string[], of: string): void {
  refuseUnknownMembers(options, known, of, "option ");
}

/**
 * The names of all members of a type. The compiler rejects a list that lacks a
 * member or has one too many, so that a new option cannot be forgotten here.
 */
export function namesOf<Members extends object>(
  names: Readonly<Record<keyof Members, true>>,
): readonly string[] {
  return Object.keys(names);
}

/** The error for a member that an object of this kind does not have. */
export function unknownMember(what: string, name: string, known: readonly string[], kind = ""): TypeError {
  const closest = closestName(name, known);
  const suggestion = closest === undefined ? "" : ` Did you mean "${closest}"?`;
  return new TypeError(`${what} has no ${kind}"${name}".${suggestion} It has: ${known.join(", ")}.`);
}

/** More names than these are not listed where one is suggested. */
const MOST_LISTED = 40;

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/**
 * How many insertions, deletions, substitutions and swaps of neighbours turn one
 * string into the other (optimal string alignment); `limit` where it is no less.
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
