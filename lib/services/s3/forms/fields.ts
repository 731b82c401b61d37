/** The fields of a form; names are case-insensitive. */
export class FormFields {
  private readonly values: ReadonlyMap<string, string>;

  /** If names repeat, the first field is used. */
  constructor(entries: readonly (readonly [name: string, value: string])[]) {
    const values = new Map<string, string>();
    for (const [name, value] of entries)
      if (!values.has(name.toLowerCase())) values.set(name.toLowerCase(), value);
    this.values = values;
  }

  /** Lower case. */
  get names(): Iterable<string> {
    return this.values.keys();
  }

  get(name: string): string | undefined {
    return this.values.get(name.toLowerCase());
  }

  /** The same fields with some replaced. */
  with(changes: Readonly<Record<string, string>>): FormFields {
    return new FormFields([...Object.entries(changes), ...this.values]);
  }
}
