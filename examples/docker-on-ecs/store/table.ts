/** Where the rows of tables are kept over restarts. */
export interface Persistence {
  load(table: string): Iterable<readonly [key: string, row: unknown]>;
  put(table: string, key: string, row: unknown): void;
  delete(table: string, key: string): void;
  close(): void;
}

/** Rows by key, in the order in which they were added. Rows are replaced, never changed. */
export class Table<Row> {
  private readonly rows: Map<string, Row>;

  constructor(
    private readonly name: string,
    private readonly persistence: Persistence | undefined,
    /** Whether a loaded row is one of this version. */
    isRow: (row: unknown) => row is Row,
  ) {
    this.rows = new Map();
    for (const [key, row] of persistence?.load(name) ?? []) {
      if (!isRow(row)) throw new Error(`The state file has a row of another version: ${name} ${key}`);
      this.rows.set(key, row);
    }
  }

  get size(): number {
    return this.rows.size;
  }

  get(key: string): Row | undefined {
    return this.rows.get(key);
  }

  values(): readonly Row[] {
    return [...this.rows.values()];
  }

  put(key: string, row: Row): Row {
    this.rows.set(key, row);
    this.persistence?.put(this.name, key, row);
    return row;
  }

  delete(key: string): void {
    this.rows.delete(key);
    this.persistence?.delete(this.name, key);
  }
}
