import type { Context } from "../../../runtime/context.js";
import { archiveArn, putManagedRule, removeManagedRule } from "../archives/managed-rules.js";
import { archivedEvents, removeArchive, watchRetention } from "../archives/store.js";
import { busArn, existingBus } from "../buses/lookup.js";
import { archiveNotFound, listFilters, nothingToUpdate } from "../errors/archives.js";
import { alreadyExists } from "../errors/buses.js";
import type {
  Archive,
  CreateArchiveRequest,
  CreateArchiveResponse,
  DeleteArchiveRequest,
  DescribeArchiveRequest,
  DescribeArchiveResponse,
  ListArchivesRequest,
  ListArchivesResponse,
  UpdateArchiveRequest,
  UpdateArchiveResponse,
} from "../generated/types.js";
import { pager } from "../paging.js";
import { readPattern } from "../rules/patterns.js";
import { ARCHIVES, type ArchiveRow } from "../state/archives.js";

export function createArchive(input: CreateArchiveRequest, ctx: Context): CreateArchiveResponse {
  const { ArchiveName: name, Description, EventPattern, RetentionDays = 0, KmsKeyIdentifier } = input;
  const { bus } = existingBus(ctx, input.EventSourceArn);
  if (ctx.table(ARCHIVES).has(name)) throw alreadyExists(`Archive ${name}`);
  if (EventPattern) readPattern(EventPattern);
  const archive: ArchiveRow = {
    name,
    bus: bus.name,
    ...(Description !== undefined && { description: Description }),
    ...(EventPattern && { pattern: EventPattern }),
    ...(KmsKeyIdentifier !== undefined && { kmsKey: KmsKeyIdentifier }),
    retentionDays: RetentionDays,
    eventCount: 0,
    sizeBytes: 0,
    next: 0,
    created: ctx.now(),
  };
  ctx.table(ARCHIVES).put(name, archive);
  putManagedRule(ctx, archive);
  return changed(ctx, archive);
}

export function describeArchive(input: DescribeArchiveRequest, ctx: Context): DescribeArchiveResponse {
  const archive = existingArchive(ctx, input.ArchiveName);
  return {
    ...describe(ctx, archive),
    ArchiveArn: archiveArn(ctx, archive.name),
    Description: archive.description,
    EventPattern: archive.pattern,
    KmsKeyIdentifier: archive.kmsKey,
  };
}

export function listArchives(input: ListArchivesRequest, ctx: Context): ListArchivesResponse {
  const { NamePrefix, EventSourceArn, State } = input;
  if ([NamePrefix, EventSourceArn, State].filter((filter) => filter !== undefined).length > 1)
    throw listFilters();
  const source = EventSourceArn === undefined ? undefined : existingBus(ctx, EventSourceArn).bus.name;
  const name = ["ListArchives", NamePrefix, source, State];
  const { items, next } = pager.rows(input, name, ctx.table(ARCHIVES), {
    prefix: NamePrefix ?? "",
    wanted: ({ bus }) => (source ?? bus) === bus && (State ?? "ENABLED") === "ENABLED",
  });
  return { Archives: items.map((archive) => describe(ctx, archive)), NextToken: next };
}

export function updateArchive(input: UpdateArchiveRequest, ctx: Context): UpdateArchiveResponse {
  const { ArchiveName, Description, EventPattern, RetentionDays, KmsKeyIdentifier } = input;
  if (Description === undefined && EventPattern === undefined && RetentionDays === undefined)
    throw nothingToUpdate();
  const before = existingArchive(ctx, ArchiveName);
  if (EventPattern) readPattern(EventPattern);
  const archive: ArchiveRow = {
    ...before,
    ...(Description !== undefined && { description: Description }),
    ...(EventPattern !== undefined && { pattern: EventPattern }),
    ...(KmsKeyIdentifier !== undefined && { kmsKey: KmsKeyIdentifier }),
    retentionDays: RetentionDays ?? before.retentionDays,
  };
  ctx.table(ARCHIVES).put(archive.name, archive);
  putManagedRule(ctx, archive);
  const [[, first] = []] = archivedEvents(ctx, archive.name);
  if (first && archive.retentionDays > 0) watchRetention(ctx, archive, first.at);
  return changed(ctx, archive);
}

export function deleteArchive(input: DeleteArchiveRequest, ctx: Context): object {
  const archive = existingArchive(ctx, input.ArchiveName);
  removeManagedRule(ctx, archive);
  removeArchive(ctx, archive.name);
  return {};
}

function existingArchive(ctx: Context, name: string): ArchiveRow {
  const archive = ctx.table(ARCHIVES).get(name);
  if (!archive) throw archiveNotFound(name);
  return archive;
}

function changed(ctx: Context, { name, created }: ArchiveRow): CreateArchiveResponse {
  return { ArchiveArn: archiveArn(ctx, name), State: "ENABLED", CreationTime: new Date(created) };
}

function describe(ctx: Context, archive: ArchiveRow): Archive {
  return {
    ArchiveName: archive.name,
    EventSourceArn: busArn(ctx, archive.bus),
    State: "ENABLED",
    RetentionDays: archive.retentionDays,
    SizeBytes: archive.sizeBytes,
    EventCount: archive.eventCount,
    CreationTime: new Date(archive.created),
  };
}
