import { computed, signal } from "@preact/signals";
import type { Entry } from "../entry.js";
import { connection, entries } from "../live.js";
import { go, place } from "../navigation.js";
import { MOMENT_WIDTH, Moment } from "../parts/moment.js";
import { type Column, VirtualTable } from "../parts/virtual-table.js";
import { durationText } from "./axis.js";
import { Chart } from "./chart.js";
import { Details } from "./details.js";
import { EVERYTHING, matching } from "./filter.js";
import { Filters } from "./filters.js";

export const filter = signal(EVERYTHING);
const shown = computed(() => matching(entries.value, filter.value));

const COLUMNS: readonly Column<Entry>[] = [
  {
    name: "Time",
    ...MOMENT_WIDTH,
    cell: ({ startedAt }) => <Moment at={startedAt} />,
  },
  { name: "Kind", width: "82px", narrow: "none", cell: ({ kind }) => kind },
  { name: "Service", width: "minmax(60px, 0.7fr)", narrow: "none", cell: ({ service }) => service },
  {
    name: "What",
    width: "minmax(110px, 1.4fr)",
    narrow: "minmax(0, 1.4fr)",
    cell: ({ name, service }) => (
      <>
        <strong>{name}</strong> <span class="muted narrow">{service}</span>
      </>
    ),
  },
  {
    name: "Resource",
    width: "minmax(80px, 1.6fr)",
    narrow: "none",
    cell: ({ resource = "" }) => <span title={resource}>{resource}</span>,
  },
  {
    name: "Outcome",
    width: "minmax(80px, 1fr)",
    narrow: "80px",
    cell: ({ outcome, error }) => (
      <span class={`outcome-${outcome}`} title={error}>
        {error ?? outcome}
      </span>
    ),
  },
  {
    name: "Took",
    width: "70px",
    narrow: "none",
    cell: ({ startedAt, endedAt }) => (endedAt === undefined ? "" : durationText(endedAt - startedAt)),
  },
];

/** Entries as a chart and as a list, and the one that is selected. */
export function TimelineView() {
  const [selected] = place.value.path;
  const rows = shown.value;
  return (
    <div class={selected === undefined ? "split single" : "split"}>
      <div class="panel">
        <Filters filter={filter} entries={entries.value} shown={rows.length} />
        <Chart entries={rows} selected={selected} onSelect={select} />
        <VirtualTable
          label="Timeline"
          columns={COLUMNS}
          rows={rows}
          keyOf={({ id }) => id}
          selected={selected}
          onSelect={({ id }) => select(id)}
          follows
          empty={
            entries.value.length > 0
              ? "No entry matches the filter."
              : connection.value === "live"
                ? "Nothing has happened yet. Send a request to this simulator."
                : "Waiting for the simulator…"
          }
        />
      </div>
      {selected !== undefined && <Details id={selected} onClose={() => go("timeline")} onSelect={select} />}
    </div>
  );
}

function select(id: string): void {
  go("timeline", id);
}
