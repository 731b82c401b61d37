import type { AnyTable } from "../runtime/store/store.js";
import type { Sqlite } from "./sqlite.js";
import { quoted } from "./stored-rows.js";

/** A human-readable SQL view. */
interface View {
  /** One table, or several with rows of one kind. */
  readonly table: string | readonly string[];
  /** Columns by name: paths in the JSON of the row, or SQL. */
  readonly columns: Readonly<Record<string, string>>;
  /** Tables to join. The base table has the alias `stored`. */
  readonly join?: string;
}

const BYTES = "CAST(substr(row ->> '$.content.$blob', instr(row ->> '$.content.$blob', ':') + 1) AS INTEGER)";
/** Keys of objects start with the bucket and a space. */
const BUCKET = "substr(key, 1, instr(key, ' ') - 1)";

/** Rows of `logs.events` are pages of a stream, whose keys start with the id of the stream and a space. */
const STREAM_AND_EVENTS = `
  JOIN "logs.streams" AS stream ON stream.account = stored.account AND stream.region = stored.region
    AND stream.row ->> '$.id' = substr(stored.key, 1, instr(stored.key, ' ') - 1)
  JOIN json_each(stored.row) AS event`;

const VIEWS: Readonly<Record<string, View>> = {
  buckets: {
    table: "s3.buckets",
    columns: { name: "$.name", bucket_region: "$.region", owner: "$.owner", created: "$.createdAt.$date" },
  },
  objects: {
    table: "s3.objects",
    columns: {
      bucket: BUCKET,
      key: "$.key",
      version: "$.versionId",
      bytes: BYTES,
      etag: "$.etag",
      modified: "$.lastModified.$date",
      blob: "$.content.$blob",
    },
  },
  versions: {
    table: "s3.versions",
    columns: {
      bucket: BUCKET,
      key: "$.key",
      version: "$.versionId",
      kind: "$.kind",
      bytes: BYTES,
      modified: "$.lastModified.$date",
    },
  },
  uploads: {
    table: "s3.uploads",
    columns: { bucket: "$.bucket", key: "$.key", upload: "$.uploadId", initiated: "$.initiated.$date" },
  },
  clusters: { table: "ecs.clusters", columns: { name: "$.clusterName", status: "$.status" } },
  services: {
    table: "ecs.services",
    columns: {
      cluster: "$.clusterName",
      name: "$.serviceName",
      status: "$.status",
      desired: "$.desiredCount",
    },
  },
  tasks: {
    table: "ecs.tasks",
    columns: { cluster: "$.clusterName", id: "$.taskId", status: "$.task.lastStatus", arn: "$.task.taskArn" },
  },
  functions: { table: "lambda.functions", columns: { name: "$.name" } },
  log_groups: { table: "logs.groups", columns: { name: "$.logGroupName" } },
  log_streams: {
    table: "logs.streams",
    columns: { log_group: "$.logGroupName", name: "$.logStreamName" },
  },
  log_events: {
    table: "logs.events",
    join: STREAM_AND_EVENTS,
    columns: {
      log_group: "stream.row ->> '$.logGroupName'",
      log_stream: "stream.row ->> '$.logStreamName'",
      time: "strftime('%Y-%m-%dT%H:%M:%fZ', (event.value ->> '$.timestamp') / 1000.0, 'unixepoch')",
      message: "event.value ->> '$.message'",
    },
  },
  queues: { table: "sqs.queues", columns: { name: "$.name", fifo: "$.fifo" } },
  messages: {
    table: ["sqs.visible-messages", "sqs.hidden-messages"],
    columns: { id: "$.content.id", state: "$.state", receives: "$.receives", body: "$.content.body" },
  },
  state_machines: {
    table: "step-functions.state-machines",
    columns: { name: "$.name", type: "$.type", status: "$.status" },
  },
  executions: {
    table: "step-functions.executions",
    columns: { state_machine: "$.stateMachine", name: "$.name", status: "$.status", input: "$.input" },
  },
  roles: { table: "iam.roles", columns: { name: "$.name", arn: "$.arn" } },
  users: { table: "iam.users", columns: { name: "$.name", arn: "$.arn" } },
  repositories: { table: "ecr.repositories", columns: { name: "$.repository.repositoryName" } },
  images: { table: "ecr.images", columns: { repository: "$.repositoryName", digest: "$.digest" } },
  file_systems: {
    table: "efs.file-systems",
    columns: { id: "$.fileSystemId", state: "$.lifeCycleState" },
  },
};

/** Replaces the views of the simulator's tables with those of this version. */
export function createViews(sqlite: Sqlite, tables: readonly AnyTable[]): void {
  const names = new Set(tables.map(({ name }) => name));
  for (const [name, view] of Object.entries(VIEWS)) {
    const sources = [view.table].flat().filter((table) => names.has(table));
    if (sources.length === 0) continue;
    const selects = sources.map((table) => selectFrom(table, view));
    sqlite.exec(`DROP VIEW IF EXISTS ${quoted(name)};
      CREATE VIEW ${quoted(name)} AS ${selects.join(" UNION ALL ")}`);
  }
}

function selectFrom(table: string, { columns, join = "" }: View): string {
  const selected = Object.entries(columns).map(
    ([column, value]) => `${value.startsWith("$") ? `row ->> '${value}'` : value} AS ${quoted(column)}`,
  );
  return `SELECT ${selected.join(", ")}, stored.account, stored.region, stored.row
    FROM ${quoted(table)} AS stored ${join}`;
}
