/** The fields of a form, which are named in any case. */
export class FormFields {
  private readonly values: ReadonlyMap<string, string>;

  /** Of fields of one name the first counts. */
  constructor(entries: readonly (readonly [name: string, value: string])[]) {
    const values = new Map<string, string>();
    for (const [name, value] of entries)
      if (!values.has(name.toLowerCase())) values.set(name.toLowerCase(), value);
    this.values = values;
  }

  /** In lower case. */
  get names(): Iterable<string> {
    return this.values.keys();
  }

  get(name: string): string | undefined {
    return this.values.get(name.toLowerCase());
  }

  /** The same fields with these instead of their own. */
  with(changes: Readonly<Record<string, string>>): FormFields {
    return new FormFields([...Object.entries(changes), ...this.values]);
  }
}
