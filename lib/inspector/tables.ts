import type { AnyService } from "../dispatch/routes.js";
import type { AccountRegion } from "../runtime/scope.js";
import { type AnyTable, type Key, keyParts, type Store } from "../runtime/store/store.js";
import { parseArn } from "../shared/arn.js";

/** A table in the inspector's list. */
export interface TableSummary {
  readonly name: string;
  /** The names of its key's parts. */
  readonly key: readonly string[];
  /** In all accounts and regions. */
  readonly rows: number;
}

/** A row of a table. */
export interface TableRow extends AccountRegion {
  readonly table: string;
  /** The parts of its key. */
  readonly key: readonly (string | number)[];
  readonly row: unknown;
}

/** The rows of all tables, unchanged. They can be found by the ids and ARNs in other rows. */
export class Tables {
  constructor(
    private readonly store: Store,
    private readonly services: readonly AnyService[],
  ) {}

  /** The tables of a service that have rows. */
  ofService(service: AnyService): TableSummary[] {
    return service
      .state()
      .tables.map((table) => ({ name: table.name, key: table.key, rows: this.count(table) }))
      .filter(({ rows }) => rows > 0);
  }

  /** The rows of a table in all accounts and regions; `undefined` if there is no such table. */
  rows(name: string): TableRow[] | undefined {
    const table = this.services.flatMap((service) => service.state().tables).find((one) => one.name === name);
    return table && [...this.rowsOf(table)];
  }

  /**
   * The rows that match an id or ARN: their key ends like the ARN, or with the id.
   *
   * @param limit the maximum number of rows.
   */
  find(text: string, limit: number): TableRow[] {
    const arn = parseArn(text);
    const found: TableRow[] = [];
    for (const service of this.services) {
      if (arn && service.identity.signingName !== arn.service) continue;
      for (const table of service.state().tables)
        for (const row of this.rowsOf(table)) {
          if (!isResource(row.row) || !(arn ? endsAs(arn.resource, row.key) : row.key.at(-1) === text))
            continue;
          found.push(row);
          if (found.length === limit) return found;
        }
    }
    return found;
  }

  private count(table: AnyTable): number {
    let count = 0;
    for (const rows of this.store.everywhere(table)) count += rows.size;
    return count;
  }

  private *rowsOf(definition: AnyTable): Generator<TableRow> {
    for (const table of this.store.everywhere(definition))
      for (const [key, row] of table.range())
        yield { table: definition.name, ...table.at, key: partsOf(definition, key), row };
  }
}

/** Numbers in keys have leading zeros. */
function partsOf({ key: names }: AnyTable, key: Key): (string | number)[] {
  if (typeof key === "number" || names.length < 2) return [key];
  return keyParts(key).map((part) => (/^\d{16}$/.test(part) ? Number(part) : part));
}

/** Whether a row is not an index entry. Index rows are `true`, or the key of another row. */
function isResource(row: unknown): boolean {
  return typeof row === "object" && row !== null;
}

/** Whether the resource of an ARN ends with the parts of a key: `task-definition/web:3` with `web` and `3`. */
function endsAs(resource: string, key: readonly (string | number)[]): boolean {
  const parts = resource.split(/[/:]/);
  const whole = resource.slice(resource.search(/[/:]/) + 1);
  if (key.length === 1)
    return key[0] === whole || key[0] === resource || (parts.length <= 2 && key[0] === parts.at(-1));
  return key.every((part, index) => String(part) === parts[parts.length - key.length + index]);
}
