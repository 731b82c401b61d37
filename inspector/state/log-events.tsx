import { segment } from "../api.js";
import { now, version } from "../live.js";
import { go } from "../navigation.js";
import { useGet } from "../parts/load.js";
import { MOMENT_WIDTH, Moment } from "../parts/moment.js";
import { type Column, VirtualTable } from "../parts/virtual-table.js";
import { RowDetails } from "./row-details.js";

interface LogEvent {
  readonly logStreamName: string;
  readonly timestamp: number;
  readonly message: string;
}

const COLUMNS: readonly Column<LogEvent>[] = [
  {
    name: "Time",
    ...MOMENT_WIDTH,
    cell: ({ timestamp }) => <Moment at={timestamp} />,
  },
  { name: "Stream", width: "minmax(80px, 1fr)", narrow: "none", cell: ({ logStreamName }) => logStreamName },
  {
    name: "Message",
    width: "minmax(120px, 4fr)",
    cell: ({ message }) => (
      <span class="mono" title={message}>
        {message}
      </span>
    ),
  },
];

/** The events of a log group, or of one of its streams. The last ones stay in sight. */
export function LogEvents({
  path: [givenGroup, stream = "", selected],
}: {
  readonly path: readonly string[];
}) {
  const changes = [version.value, now.value].join(" ");
  const { value: groups = [] } = useGet<readonly { readonly logGroupName: string }[]>(
    "/state/logs/groups",
    changes,
  );
  const group = givenGroup ?? groups[0]?.logGroupName;
  const { value, error } = useGet<{ readonly events: readonly LogEvent[] }>(
    group === undefined ? undefined : `/logs/groups/${segment(group)}/events`,
    changes,
  );
  const events = value?.events ?? [];
  const streams = [...new Set(events.map(({ logStreamName }) => logStreamName))].sort();
  const rows = events.filter(({ logStreamName }) => stream === "" || logStreamName === stream);
  const event = rows[Number(selected ?? -1)];
  return (
    <div class={event ? "split" : "split single"}>
      <div class="panel">
        <div class="filters">
          <label>
            Group
            <select
              value={group}
              onChange={(change) => go("state", "logs", "Events", change.currentTarget.value)}
            >
              {groups.map(({ logGroupName }) => (
                <option key={logGroupName} value={logGroupName}>
                  {logGroupName}
                </option>
              ))}
            </select>
          </label>
          <label>
            Stream
            <select
              value={stream}
              onChange={(change) => go("state", "logs", "Events", group ?? "", change.currentTarget.value)}
            >
              <option value="">All streams</option>
              {streams.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        </div>
        <VirtualTable
          label="Log events"
          columns={COLUMNS}
          rows={rows}
          keyOf={(_, index) => String(index)}
          selected={selected}
          onSelect={(_, key) => go("state", "logs", "Events", group ?? "", stream, key)}
          follows
          empty={error ?? "There are no log events."}
        />
      </div>
      {event && (
        <RowDetails
          title={event.logStreamName}
          value={event}
          onClose={() => go("state", "logs", "Events", group ?? "", stream)}
        />
      )}
    </div>
  );
}
