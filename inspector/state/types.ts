/** A service, as listed by `lib/inspector/services.ts`. */
export interface InspectedService {
  readonly name: string;
  readonly operations: readonly string[];
  readonly lists: readonly string[];
  readonly changes: readonly OfferedMethod[];
  readonly tables: readonly {
    readonly name: string;
    readonly key: readonly string[];
    readonly rows: number;
  }[];
}

/** A control method that changes something. */
export interface OfferedMethod {
  readonly name: string;
  readonly description?: string;
  readonly verb: string;
  readonly paths: readonly string[];
  readonly everywhere: boolean;
  readonly parameters: readonly OfferedParameter[];
}

export interface OfferedParameter {
  readonly name: string;
  readonly optional: boolean;
  readonly rest: boolean;
  readonly isBody: boolean;
  readonly members: readonly string[];
  readonly schema: Readonly<Record<string, unknown>>;
}

/** A row of a table, as in `lib/inspector/tables.ts`. */
export interface TableRow {
  readonly table: string;
  readonly account: string;
  readonly region: string;
  readonly key: readonly (string | number)[];
  readonly row: unknown;
}

/** An object of any members. */
export type Row = Readonly<Record<string, unknown>>;

export function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
