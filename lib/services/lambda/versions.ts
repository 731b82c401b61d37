import type { Context } from "../../runtime/context.js";
import { beginCreation } from "./lifecycle.js";
import { FUNCTIONS, type FunctionRow, qualifiedKey, VERSIONS, type VersionRow } from "./state.js";

/** The initial state of a version. */
export interface Publication {
  /** Default the description of `$LATEST`. */
  readonly description?: string;
  /** It is published together with a change of `$LATEST`, so it is Pending at first. */
  readonly pending: boolean;
}

/**
 * Publishes `$LATEST` as the next version. If nothing changed since the last one, that one is returned:
 * https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html
 */
export function publish(
  ctx: Context,
  owner: FunctionRow,
  latest: VersionRow,
  publication: Publication,
): VersionRow {
  const { sha256, imageUri } = latest.code;
  const fingerprint = JSON.stringify([latest.settings, sha256, imageUri]);
  const last = owner.published;
  const unchanged =
    last?.fingerprint === fingerprint
      ? ctx.table(VERSIONS).get(qualifiedKey(owner.name, last.version))
      : undefined;
  if (unchanged) return unchanged;
  const version = String(owner.nextVersion);
  ctx.table(FUNCTIONS).put(owner.name, {
    ...owner,
    nextVersion: owner.nextVersion + 1,
    published: { version, fingerprint },
  });
  const row: VersionRow = {
    ...latest,
    version,
    settings: { ...latest.settings, Description: publication.description || latest.settings.Description },
    revisionId: ctx.ids.uuid(),
    state: "Active",
    lastUpdateStatus: "Successful",
  };
  if (publication.pending || needsPreparation(row)) return beginCreation(ctx, row);
  ctx.table(VERSIONS).put(qualifiedKey(owner.name, version), row);
  return row;
}

/** Versions with SnapStart or their own network interfaces need preparation. */
function needsPreparation({ settings }: VersionRow): boolean {
  return settings.SnapStart === "PublishedVersions" || (settings.VpcConfig?.SubnetIds ?? []).length > 0;
}
