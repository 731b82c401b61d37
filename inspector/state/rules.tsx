import { version } from "../live.js";
import { go } from "../navigation.js";
import { DetailsPanel } from "../parts/details-panel.js";
import { JsonView } from "../parts/json-view.js";
import { useGet } from "../parts/load.js";
import { type Column, VirtualTable } from "../parts/virtual-table.js";
import { momentText } from "../timeline/axis.js";
import { textOf } from "./columns.js";
import { type BusEvent, matchesOf, type Rule, type RuleMatches } from "./matches.js";

/** Events that are shown of a rule: the latest ones. */
const MOST_EVENTS = 50;

const COLUMNS: readonly Column<RuleMatches>[] = [
  {
    name: "Rule",
    width: "minmax(140px, 1fr)",
    narrow: "minmax(90px, 1fr)",
    cell: ({ rule, name }) => (rule ? <strong>{name}</strong> : <em>{name}</em>),
  },
  { name: "Bus", width: "minmax(70px, 0.6fr)", narrow: "none", cell: ({ rule }) => rule?.bus ?? "" },
  { name: "State", width: "84px", narrow: "none", cell: ({ rule }) => rule?.state ?? "" },
  {
    name: "Pattern or schedule",
    width: "minmax(110px, 2fr)",
    narrow: "none",
    cell: ({ rule }) => <span class="mono">{rule ? triggerOf(rule) : ""}</span>,
  },
  { name: "Matched", width: "80px", cell: ({ events }) => events.length },
  {
    name: "Failed",
    width: "64px",
    cell: ({ failed }) => (failed > 0 ? <span class="outcome-failed">{failed}</span> : 0),
  },
];

/** The rules of EventBridge with the events that they matched, and the events that no rule matched. */
export function EventRules({ path: [selected] }: { readonly path: readonly string[] }) {
  const { value: rules, error } = useGet<readonly Rule[]>("/state/eventBridge/rules", version.value);
  const { value: events = [] } = useGet<readonly BusEvent[]>("/state/eventBridge/events", version.value);
  const rows = matchesOf(rules ?? [], events);
  const row = rows.find(({ id }) => id === selected);
  const close = () => go("state", "eventBridge", "Matches");
  return (
    <div class={row ? "split" : "split single"}>
      <div class="panel">
        <VirtualTable
          label="Rules"
          columns={COLUMNS}
          rows={rows}
          keyOf={({ id }) => id}
          selected={selected}
          onSelect={({ id }) => go("state", "eventBridge", "Matches", id)}
          empty={error ?? "There are no rules and no events."}
        />
      </div>
      {row && <Matches row={row} onClose={close} />}
    </div>
  );
}

function Matches({ row, onClose }: { readonly row: RuleMatches; readonly onClose: () => void }) {
  const { rule, name, events } = row;
  return (
    <DetailsPanel title={name} onClose={onClose}>
      {rule?.eventPattern !== undefined && <JsonView label="Pattern" value={rule.eventPattern} />}
      {rule?.scheduleExpression !== undefined && <p class="mono">{rule.scheduleExpression}</p>}
      {rule && <JsonView label="Targets" value={rule.targets} />}
      <section>
        <h3>Events</h3>
        {events.length === 0 && <p class="muted">No event of the history matched.</p>}
        {events
          .slice(-MOST_EVENTS)
          .reverse()
          .map((event) => (
            <Event key={textOf(event.event.id)} event={event} rule={rule?.name} />
          ))}
        {events.length > MOST_EVENTS && <p class="muted">and {events.length - MOST_EVENTS} earlier events</p>}
      </section>
    </DetailsPanel>
  );
}

/** An event, with what became of it at each target of the rule. */
function Event({
  event: { event, ingested, matched },
  rule,
}: {
  readonly event: BusEvent;
  readonly rule?: string | undefined;
}) {
  const targets = matched.find((one) => one.rule === rule)?.targets ?? [];
  return (
    <details class="event">
      <summary>
        <span class="mono muted">{momentText(ingested)}</span> {textOf(event.source)}{" "}
        {textOf(event["detail-type"])}{" "}
        {targets.map(({ id, status }) => (
          <span key={id} class={`pill outcome-${outcomeOf(status)}`}>
            {id} {status}
          </span>
        ))}
      </summary>
      <JsonView label="Event" value={event} />
      {targets.length > 0 && <JsonView label="Targets" value={targets} />}
    </details>
  );
}

function triggerOf({ eventPattern, scheduleExpression }: Rule): string {
  return scheduleExpression ?? textOf(eventPattern);
}

function outcomeOf(status: string): string {
  if (status === "failed") return "failed";
  return status === "pending" || status === "waiting" ? "running" : "succeeded";
}
