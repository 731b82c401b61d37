import type { Context } from "../../runtime/context.js";
import { withPrefix } from "../../runtime/store/store.js";
import { keyArn, keyBehind } from "../../shared/kms-keys.js";
import { endpointHost } from "../../shared/partitions.js";
import {
  exclusionFiltersMissing,
  exclusionFiltersNotAllowed,
  keyForAes256,
  repositoryNotFound,
} from "./errors/repositories.js";
import type {
  EncryptionConfiguration,
  ImageTagMutability,
  ImageTagMutabilityExclusionFilter,
} from "./generated/types.js";
import { registryOf } from "./registry.js";
import { IMAGE_LISTING, IMAGE_TAGS, IMAGES, MANIFEST_LISTS, SCANS } from "./state/images.js";
import { LAYERS, UPLOADS } from "./state/layers.js";
import { LIFECYCLE_POLICIES, PREVIEWS } from "./state/lifecycle.js";
import {
  inRepository,
  REPOSITORIES,
  type RepositoryRow,
  type SimulatedRepository,
} from "./state/repositories.js";

/** The repository reference of a request. */
interface RepositoryReference {
  readonly registryId?: string;
  readonly repositoryName: string;
}

/** A repository with its registry. */
export interface Found extends RepositoryRow {
  readonly at: Context;
  readonly name: string;
}

/** @throws RepositoryNotFoundException */
export function findRepository(ctx: Context, reference: RepositoryReference): Found {
  const at = registryOf(ctx, reference);
  const name = reference.repositoryName;
  const row = at.table(REPOSITORIES).get(name);
  if (!row) throw repositoryNotFound(name, at);
  return { ...row, at, name };
}

/** Changes the members of a repository that responses contain. */
export function changeRepository({ at, name, ...row }: Found, change: Partial<SimulatedRepository>): void {
  at.table(REPOSITORIES).put(name, { ...row, repository: { ...row.repository, ...change } });
}

/** Removes a repository with its content. */
export function removeRepository(ctx: Context, name: string): void {
  for (const definition of [IMAGES, SCANS, LAYERS, UPLOADS, IMAGE_LISTING, IMAGE_TAGS, MANIFEST_LISTS]) {
    const table = ctx.table<unknown>(definition);
    const keys: string[] = [];
    for (const [key] of table.range({ from: inRepository(name) })) {
      if (!key.startsWith(inRepository(name))) break;
      keys.push(key);
    }
    for (const key of keys) table.delete(key);
  }
  ctx.table(LIFECYCLE_POLICIES).delete(name);
  ctx.table(PREVIEWS).delete(name);
  ctx.table(REPOSITORIES).delete(name);
}

export function hasImages(ctx: Context, name: string): boolean {
  return withPrefix(ctx.table(IMAGES), inRepository(name)).next().done !== true;
}

/** Docker's host of a registry. */
export function registryHost({ account, region }: { account: string; region: string }): string {
  return endpointHost(`${account}.dkr.ecr`, region);
}

/** Exclusion filters are required for the mutabilities with exclusions, and forbidden for others. */
export function checkedMutability(
  imageTagMutability: ImageTagMutability,
  filters: readonly ImageTagMutabilityExclusionFilter[] | undefined,
): Pick<SimulatedRepository, "imageTagMutability" | "imageTagMutabilityExclusionFilters"> {
  if (!imageTagMutability.endsWith("_WITH_EXCLUSION")) {
    if (filters !== undefined) throw exclusionFiltersNotAllowed(imageTagMutability);
    return { imageTagMutability, imageTagMutabilityExclusionFilters: undefined };
  }
  if (filters === undefined) throw exclusionFiltersMissing(imageTagMutability);
  return { imageTagMutability, imageTagMutabilityExclusionFilters: filters };
}

/** With KMS and no key, ECR uses its AWS managed key in the account and region. */
export function checkedEncryption(
  ctx: Context,
  { encryptionType, kmsKey }: EncryptionConfiguration,
): EncryptionConfiguration {
  if (encryptionType === "AES256") {
    if (kmsKey !== undefined) throw keyForAes256();
    return { encryptionType };
  }
  return {
    encryptionType,
    kmsKey: kmsKey ?? keyArn(ctx, keyBehind(ctx, "alias/aws/ecr")),
  };
}
