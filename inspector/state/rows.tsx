import { version } from "../live.js";
import { go } from "../navigation.js";
import { useGet } from "../parts/load.js";
import { type Column, VirtualTable } from "../parts/virtual-table.js";
import { textOf } from "./columns.js";
import { RowDetails } from "./row-details.js";
import type { InspectedService, TableRow } from "./types.js";

const MOST_ROWS = 10_000;

/** The rows of the tables of a service, in all accounts and regions, as the simulator stores them. */
export function Rows({
  service,
  path: [given, selected],
}: {
  readonly service: InspectedService;
  readonly path: readonly string[];
}) {
  const table = service.tables.find(({ name }) => name === given) ?? service.tables[0];
  const { value, error } = useGet<{ readonly rows: readonly TableRow[] }>(
    table && `/inspector/tables/${table.name}?limit=${MOST_ROWS}`,
    version.value,
  );
  const rows = value?.rows ?? [];
  const row = rows.find((candidate) => keyOf(candidate) === selected);
  return (
    <div class={row ? "split" : "split single"}>
      <div class="panel">
        <div class="filters">
          <label>
            Table
            <select
              value={table?.name}
              onChange={(event) => go("state", service.name, "rows", event.currentTarget.value)}
            >
              {service.tables.map(({ name, rows }) => (
                <option key={name} value={name}>
                  {name} ({rows})
                </option>
              ))}
            </select>
          </label>
        </div>
        <VirtualTable
          label={`Rows of ${table?.name ?? service.name}`}
          columns={columnsOf(table?.key ?? [])}
          rows={rows}
          keyOf={keyOf}
          selected={selected}
          onSelect={(_, key) => go("state", service.name, "rows", table?.name ?? "", key)}
          empty={error ?? "This service holds nothing."}
        />
      </div>
      {row && (
        <RowDetails
          title={row.table}
          value={row.row}
          onClose={() => go("state", service.name, "rows", row.table)}
        />
      )}
    </div>
  );
}

function columnsOf(key: readonly string[]): Column<TableRow>[] {
  return [
    ...key.map((name, part) => ({
      name,
      width: "minmax(80px, 1fr)",
      cell: (row: TableRow) => textOf(row.key[part]),
    })),
    {
      name: "Row",
      width: "minmax(120px, 3fr)",
      cell: ({ row }) => <span class="mono">{textOf(row).slice(0, 300)}</span>,
    },
    { name: "Where", width: "minmax(80px, 1fr)", cell: ({ account, region }) => `${account} ${region}` },
  ];
}

function keyOf({ account, region, key }: TableRow): string {
  return [account, region, ...key].join(" ");
}
