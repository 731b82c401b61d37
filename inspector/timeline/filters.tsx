import type { Signal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { type Entry, KINDS, type Kind, OUTCOMES, type Outcome } from "../entry.js";
import { EVERYTHING, type Filter } from "./filter.js";
import { distinct } from "./layout.js";

interface FiltersProps {
  readonly filter: Signal<Filter>;
  readonly entries: readonly Entry[];
  readonly shown: number;
}

/** Pixels from which all filters have room. */
const WIDE = 640;

/** What is shown: by words, service, resource, caller, outcome and kind. */
export function Filters({ filter, entries, shown }: FiltersProps) {
  const { search, service, resource, caller, outcome, hidden } = filter.value;
  const services = useMemo(() => distinct(entries, "service"), [entries]);
  const callers = useMemo(() => distinct(entries, "caller"), [entries]);
  const set = (change: Partial<Filter>) => {
    filter.value = { ...filter.value, ...change };
  };
  const toggle = (kind: Kind) => {
    const next = new Set(hidden);
    if (!next.delete(kind)) next.add(kind);
    set({ hidden: next });
  };
  return (
    <search class="filters">
      <input
        type="search"
        aria-label="Search"
        placeholder="Search"
        value={search}
        onInput={(event) => set({ search: event.currentTarget.value })}
      />
      <details class="more" open={innerWidth >= WIDE}>
        <summary>Filters</summary>
        <Choice
          label="Service"
          all="All services"
          value={service}
          values={services}
          onChange={(value) => set({ service: value })}
        />
        <Choice
          label="Outcome"
          all="All outcomes"
          value={outcome}
          values={OUTCOMES}
          onChange={(value) => set({ outcome: value as Outcome | "" })}
        />
        <Choice
          label="Caller"
          all="All callers"
          value={caller}
          values={callers}
          onChange={(value) => set({ caller: value })}
        />
        <input
          class="narrow"
          aria-label="Resource"
          placeholder="Resource"
          value={resource}
          onInput={(event) => set({ resource: event.currentTarget.value })}
        />
        <fieldset>
          <legend class="visually-hidden">Kinds</legend>
          {KINDS.map((kind) => (
            <label key={kind}>
              <input type="checkbox" checked={!hidden.has(kind)} onChange={() => toggle(kind)} />
              {kind}
            </label>
          ))}
        </fieldset>
      </details>
      <span class="muted" role="status">
        {shown.toLocaleString("en")} of {entries.length.toLocaleString("en")}
      </span>
      {filter.value !== EVERYTHING && (
        <button
          type="button"
          onClick={() => {
            filter.value = EVERYTHING;
          }}
        >
          Clear
        </button>
      )}
    </search>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly all: string;
  readonly value: string;
  readonly values: readonly string[];
  readonly onChange: (value: string) => void;
}

function Choice({ label, all, value, values, onChange }: ChoiceProps) {
  return (
    <select aria-label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      <option value="">{all}</option>
      {values.map((one) => (
        <option key={one} value={one}>
          {one}
        </option>
      ))}
    </select>
  );
}
