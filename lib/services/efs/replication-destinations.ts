import { isZoneOf, regionOf } from "../../network/zones.js";
import type { Context } from "../../runtime/context.js";
import { parseArn } from "../../shared/arn.js";
import {
  badRequest,
  invalidAvailabilityZone,
  replicationAlreadyExists,
  unencryptedDestination,
  unsupportedPerformanceMode,
  validationException,
} from "./errors.js";
import { makeFileSystem, requireState } from "./file-systems.js";
import type { DestinationToCreate } from "./generated/types.js";
import { keyArn } from "./kms.js";
import { findFileSystem } from "./references.js";
import { type FileSystemRow, REPLICATIONS, type ReplicationEnd } from "./state.js";

/** The destination of a replication: an existing file system, or a new one. */
export function destinationFor(
  ctx: Context,
  source: FileSystemRow,
  wanted: DestinationToCreate,
): ReplicationEnd {
  const { FileSystemId, AvailabilityZoneName: zone } = wanted;
  const region =
    wanted.Region ??
    (zone === undefined ? undefined : regionOf(zone)) ??
    (FileSystemId === undefined ? undefined : (parseArn(FileSystemId)?.region ?? ctx.region));
  if (region === undefined)
    throw validationException("A destination needs a Region, an AvailabilityZoneName or a FileSystemId.");
  const there = ctx.elsewhere({ region });
  const { fileSystemId } =
    FileSystemId === undefined
      ? newDestination(there, source, wanted)
      : existingDestination(there, source, FileSystemId);
  return { fileSystemId, region };
}

/** A replica has the settings of its source, but is always encrypted. */
function newDestination(
  there: Context,
  source: FileSystemRow,
  { AvailabilityZoneName: zone, KmsKeyId }: DestinationToCreate,
): FileSystemRow {
  if (zone !== undefined && regionOf(zone) !== there.region)
    throw badRequest("Region and Availability Zone must match.");
  if (zone !== undefined && !isZoneOf(there.region, zone)) throw invalidAvailabilityZone();
  if (zone !== undefined && source.performanceMode === "maxIO") throw unsupportedPerformanceMode();
  return makeFileSystem(there, {
    creationToken: `destination-of-${source.fileSystemId}-${there.ids.hex(8)}`,
    performanceMode: source.performanceMode,
    encrypted: true,
    kmsKeyId: keyArn(there, KmsKeyId),
    throughputMode: source.throughputMode,
    provisionedThroughputInMibps: source.provisionedThroughputInMibps,
    ...(zone !== undefined && { availabilityZoneName: zone }),
    protection: "REPLICATING",
    tags: [],
  });
}

/** An existing destination must allow overwriting. */
function existingDestination(there: Context, source: FileSystemRow, reference: string): FileSystemRow {
  const row = findFileSystem(there, reference);
  requireState(row, "available");
  if (row.fileSystemId === source.fileSystemId)
    throw validationException("The source and destination file systems must be different.");
  if (there.table(REPLICATIONS).has(row.fileSystemId)) throw replicationAlreadyExists(row.fileSystemId);
  if (row.protection !== "DISABLED")
    throw badRequest(
      `Replication overwrite protection of file system '${row.fileSystemId}' must be disabled.`,
    );
  if (source.encrypted && !row.encrypted) throw unencryptedDestination();
  return row;
}
