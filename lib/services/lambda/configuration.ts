import type { Context } from "../../runtime/context.js";
import { archiveUrl } from "./code-archives.js";
import type { FunctionCodeLocation, FunctionConfiguration } from "./generated/types.js";
import { functionArn } from "./references.js";
import { LATEST, type VersionRow } from "./state.js";
import { moment } from "./text.js";

/**
 * A version as returned by CreateFunction and GetFunction. `qualifier` is the suffix of the ARN: the
 * requested version or alias, or none.
 */
export function describeConfiguration(
  ctx: Context,
  row: VersionRow,
  qualifier?: string,
): FunctionConfiguration {
  return {
    ...describeListedConfiguration(ctx, row, qualifier),
    RuntimeVersionConfig: row.settings.RuntimeVersionConfig,
    ...statusOf(row),
  };
}

/** A version as returned by List operations: without states and runtime version. */
export function describeListedConfiguration(
  ctx: Context,
  row: VersionRow,
  qualifier?: string,
): FunctionConfiguration {
  const { SnapStart, RuntimeVersionConfig: _, ...settings } = row.settings;
  return {
    ...settings,
    FunctionName: row.name,
    FunctionArn: functionArn(ctx, { name: row.name, qualifier }),
    CodeSize: row.code.size,
    LastModified: moment(row.lastModified),
    CodeSha256: row.code.sha256,
    Version: row.version,
    RevisionId: row.revisionId,
    SnapStart: { ApplyOn: SnapStart, OptimizationStatus: isSnapshotReady(row) ? "On" : "Off" },
  };
}

/** The download URL of the code, or its image. */
export function codeLocationOf(ctx: Context, row: VersionRow): FunctionCodeLocation {
  const { imageUri, sha256 } = row.code;
  if (imageUri === undefined) {
    return { RepositoryType: "S3", Location: archiveUrl(ctx, "tasks", row.name, row.code) };
  }
  const ResolvedImageUri = `${imageUri.replace(/(@sha256:[0-9a-f]+|:[\w.-]+)$/, "")}@sha256:${sha256}`;
  return { RepositoryType: "ECR", ImageUri: imageUri, ResolvedImageUri };
}

/** Active versions have no reasons. */
function statusOf(row: VersionRow): FunctionConfiguration {
  const updating = row.lastUpdateStatus === "InProgress";
  return {
    State: row.state,
    ...(row.state === "Pending" && {
      StateReason: "The function is being created.",
      StateReasonCode: "Creating",
    }),
    LastUpdateStatus: row.lastUpdateStatus,
    // The model does not allow "Creating" here, but AWS returns it.
    ...(updating && { LastUpdateStatusReason: "The function is being created.", ...CREATING }),
  };
}

const CREATING: object = { LastUpdateStatusReasonCode: "Creating" };

function isSnapshotReady(row: VersionRow): boolean {
  return row.settings.SnapStart === "PublishedVersions" && row.version !== LATEST && row.state === "Active";
}
