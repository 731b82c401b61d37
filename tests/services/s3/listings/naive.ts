/** A listing by its definition: everything sorted, filtered and grouped in one pass. */
export function naiveListing(keys: readonly string[], prefix: string, delimiter: string): string[] {
  const sorted = [...new Set(keys)].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const entries = sorted
    .filter((key) => key.startsWith(prefix))
    .map((key) => {
      const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
      return end < 0 ? `key ${key}` : `prefix ${key.slice(0, end + delimiter.length)}`;
    });
  return [...new Set(entries)];
}

/** A page's keys and common prefixes in the one order that both have. */
export function entriesOf(page: {
  readonly Contents?: readonly { readonly Key?: string }[];
  readonly Versions?: readonly { readonly Key?: string }[];
  readonly CommonPrefixes?: readonly { readonly Prefix?: string }[];
}): string[] {
  const keys = (page.Contents ?? page.Versions ?? []).map(({ Key = "" }) => ({ name: Key, kind: "key" }));
  const prefixes = (page.CommonPrefixes ?? []).map(({ Prefix = "" }) => ({ name: Prefix, kind: "prefix" }));
  return [...keys, ...prefixes]
    .sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)))
    .map(({ name, kind }) => `${kind} ${name}`);
}
