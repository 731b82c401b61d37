import { go } from "../navigation.js";
import { useGet } from "../parts/load.js";
import { isRow, type TableRow } from "./types.js";

/** The log streams of a task's containers, which only its definition names. Nothing for other resources. */
export function LogStreams({ task }: { readonly task: unknown }) {
  const { arn, id } = taskOf(task);
  const { value } = useGet<{ readonly rows: readonly TableRow[] }>(
    arn === undefined ? undefined : `/inspector/find?text=${encodeURIComponent(arn)}`,
  );
  const streams = (value?.rows ?? []).flatMap(({ row }) => streamsOf(row, id));
  if (streams.length === 0) return null;
  return (
    <section>
      <h3>Log streams</h3>
      <ul class="links">
        {streams.map(([group, stream]) => (
          <li key={group + stream}>
            <button
              type="button"
              class="link mono"
              onClick={() => go("state", "logs", "Events", group, stream)}
            >
              {group} {stream}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function taskOf(value: unknown): { readonly arn?: string | undefined; readonly id: string } {
  if (!isRow(value)) return { id: "" };
  // A task, a run of one, or a row of one.
  const task = isRow(value.task) ? value.task : value;
  const { taskArn, taskDefinitionArn } = task;
  if (typeof taskArn !== "string" || typeof taskDefinitionArn !== "string") return { id: "" };
  return { arn: taskDefinitionArn, id: taskArn.split("/").at(-1) ?? "" };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html: `prefix/container/task`. */
function streamsOf(row: unknown, id: string): (readonly [group: string, stream: string])[] {
  const definition = isRow(row) && isRow(row.taskDefinition) ? row.taskDefinition : row;
  const containers: unknown = isRow(definition) ? definition.containerDefinitions : undefined;
  if (!Array.isArray(containers)) return [];
  return containers.flatMap((container: unknown) => {
    if (!isRow(container) || !isRow(container.logConfiguration)) return [];
    const { options } = container.logConfiguration;
    if (!isRow(options)) return [];
    const { "awslogs-group": group, "awslogs-stream-prefix": prefix } = options;
    if (typeof group !== "string" || typeof prefix !== "string") return [];
    return [[group, `${prefix}/${String(container.name)}/${id}`] as const];
  });
}
