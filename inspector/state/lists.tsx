import { version } from "../live.js";
import { go } from "../navigation.js";
import { useGet } from "../parts/load.js";
import { VirtualTable } from "../parts/virtual-table.js";
import { asRows, columnsOf, keyOf } from "./columns.js";
import { RowDetails } from "./row-details.js";

interface ListsProps {
  readonly service: string;
  readonly list: string;
  readonly path: readonly string[];
}

/** A list that a control object can read, such as `sim.ecs.tasks()`. */
export function Lists({ service, list, path: [selected] }: ListsProps) {
  const { value, error } = useGet<readonly unknown[]>(`/state/${service}/${list}`, version.value);
  const rows = asRows(value ?? []);
  const row = rows.find((candidate, index) => keyOf(candidate, index) === selected);
  return (
    <div class={row ? "split" : "split single"}>
      <div class="panel">
        <VirtualTable
          label={`${service} ${list}`}
          columns={columnsOf(rows, list)}
          rows={rows}
          keyOf={keyOf}
          selected={selected}
          onSelect={(_, key) => go("state", service, list, key)}
          empty={error ?? `sim.${service}.${list}() is empty.`}
        />
      </div>
      {row && (
        <RowDetails title={`${service} ${list}`} value={row} onClose={() => go("state", service, list)} />
      )}
    </div>
  );
}
