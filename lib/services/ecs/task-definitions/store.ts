import type { Context } from "../../../runtime/context.js";
import {
  FAMILIES,
  FAMILIES_BY_STATUS,
  type FamilyRow,
  familyListingKey,
  type RegisteredTaskDefinition,
  revisionListingKey,
  TASK_DEFINITIONS,
  TASK_DEFINITIONS_BY_STATUS,
  type TaskDefinitionRow,
  taskDefinitionKey,
} from "../state/task-definitions.js";

const NO_REVISIONS = { ACTIVE: 0, INACTIVE: 0, DELETE_IN_PROGRESS: 0 } as const;

/** Writes a new or changed revision, and updates its family and the indexes by status. */
export function saveTaskDefinition(ctx: Context, row: TaskDefinitionRow): void {
  const key = keyOf(row);
  const before = ctx.table(TASK_DEFINITIONS).get(key);
  ctx.table(TASK_DEFINITIONS).put(key, row);
  move(ctx, before?.taskDefinition, row.taskDefinition);
}

/** Removes a revision; its number is not reused. */
export function removeTaskDefinition(ctx: Context, row: TaskDefinitionRow): void {
  ctx.table(TASK_DEFINITIONS).delete(keyOf(row));
  move(ctx, row.taskDefinition, undefined);
}

/** The newest ACTIVE revision of a family, found in the index without reading the others. */
export function latestActive(ctx: Context, family: string): TaskDefinitionRow | undefined {
  const before = revisionListingKey("ACTIVE", taskDefinitionKey(family, Number.MAX_SAFE_INTEGER));
  for (const { key } of ctx.table(TASK_DEFINITIONS_BY_STATUS).values({ from: before, reverse: true })) {
    const row = ctx.table(TASK_DEFINITIONS).get(key);
    return row?.taskDefinition.family === family && row.taskDefinition.status === "ACTIVE" ? row : undefined;
  }
  return undefined;
}

/** The next revision number of a family. */
export function nextRevision(ctx: Context, family: string): number {
  return (ctx.table(FAMILIES).get(family)?.lastRevision ?? 0) + 1;
}

function keyOf({ taskDefinition }: TaskDefinitionRow): string {
  return taskDefinitionKey(taskDefinition.family, taskDefinition.revision);
}

function move(
  ctx: Context,
  from: RegisteredTaskDefinition | undefined,
  to: RegisteredTaskDefinition | undefined,
): void {
  const definition = to ?? from;
  if (!definition || from?.status === to?.status) return;
  const key = taskDefinitionKey(definition.family, definition.revision);
  const index = ctx.table(TASK_DEFINITIONS_BY_STATUS);
  if (from) index.delete(revisionListingKey(from.status, key));
  if (to) index.put(revisionListingKey(to.status, key), { key });

  const family = ctx.table(FAMILIES).get(definition.family);
  const revisions = { ...(family?.revisions ?? NO_REVISIONS) };
  if (from) revisions[from.status]--;
  if (to) revisions[to.status]++;
  const lastRevision = Math.max(family?.lastRevision ?? 0, definition.revision);
  const changed: FamilyRow = { family: definition.family, lastRevision, revisions };
  ctx.table(FAMILIES).put(definition.family, changed);
  listFamily(ctx, changed);
}

/** A family with revisions but no ACTIVE one is INACTIVE. */
function listFamily(ctx: Context, { family, revisions }: FamilyRow): void {
  const any = revisions.ACTIVE + revisions.INACTIVE + revisions.DELETE_IN_PROGRESS > 0;
  const listed = { ACTIVE: revisions.ACTIVE > 0, INACTIVE: any && revisions.ACTIVE === 0, ALL: any };
  const index = ctx.table(FAMILIES_BY_STATUS);
  for (const [status, is] of Object.entries(listed)) {
    if (is) index.put(familyListingKey(status, family), { key: family });
    else index.delete(familyListingKey(status, family));
  }
}
