import { segment } from "../api.js";
import { now, version } from "../live.js";
import { go } from "../navigation.js";
import { useGet } from "../parts/load.js";
import { MOMENT_WIDTH, Moment } from "../parts/moment.js";
import { type Column, VirtualTable } from "../parts/virtual-table.js";
import { RowDetails } from "./row-details.js";

interface Message {
  readonly messageId: string;
  readonly body: string;
  readonly state: string;
  readonly visibleAt?: number;
  readonly attributes: Readonly<Record<string, string>>;
}

const COLUMNS: readonly Column<Message>[] = [
  { name: "State", width: "90px", narrow: "72px", cell: ({ state }) => state },
  {
    name: "Sent",
    ...MOMENT_WIDTH,
    cell: ({ attributes }) => <Moment at={Number(attributes.SentTimestamp)} />,
  },
  {
    name: "Received",
    width: "76px",
    narrow: "none",
    cell: ({ attributes }) => attributes.ApproximateReceiveCount ?? "",
  },
  {
    name: "Visible at",
    width: MOMENT_WIDTH.width,
    narrow: "none",
    cell: ({ visibleAt }) => (visibleAt === undefined ? "" : <Moment at={visibleAt} />),
  },
  { name: "Body", width: "minmax(120px, 1fr)", cell: ({ body }) => <span class="mono">{body}</span> },
];

/** The messages in a queue: visible, in flight and delayed. */
export function Messages({ path: [given, selected] }: { readonly path: readonly string[] }) {
  const changes = [version.value, now.value].join(" ");
  const { value: queues = [] } = useGet<readonly { readonly name: string }[]>("/state/sqs/queues", changes);
  const queue = given ?? queues[0]?.name;
  const { value, error } = useGet<{ readonly messages: readonly Message[] }>(
    queue === undefined ? undefined : `/sqs/queues/${segment(queue)}/messages`,
    changes,
  );
  const rows = value?.messages ?? [];
  const message = rows.find(({ messageId }) => messageId === selected);
  return (
    <div class={message ? "split" : "split single"}>
      <div class="panel">
        <div class="filters">
          <label>
            Queue
            <select
              value={queue}
              onChange={(event) => go("state", "sqs", "Messages", event.currentTarget.value)}
            >
              {queues.map(({ name }) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        </div>
        <VirtualTable
          label="Messages"
          columns={COLUMNS}
          rows={rows}
          keyOf={({ messageId }) => messageId}
          selected={selected}
          onSelect={({ messageId }) => go("state", "sqs", "Messages", queue ?? "", messageId)}
          empty={error ?? "There are no messages."}
        />
      </div>
      {message && (
        <RowDetails
          title={message.messageId}
          value={message}
          onClose={() => go("state", "sqs", "Messages", queue ?? "")}
        />
      )}
    </div>
  );
}
