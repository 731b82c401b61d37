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

/** How requests name a repository. */
interface RepositoryReference {
  readonly registryId?: string;
  readonly repositoryName: string;
}

/** A repository that was found, with the registry that it is in. */
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

/** Changes what replies show of a repository. */
export function changeRepository({ at, name, ...row }: Found, change: Partial<SimulatedRepository>): void {
  at.table(REPOSITORIES).put(name, { ...row, repository: { ...row.repository, ...change } });
}

/** Removes a repository with all that is in it. */
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

/** Where clients of Docker find a registry. */
export function registryHost({ account, region }: { account: string; region: string }): string {
  return endpointHost(`${account}.dkr.ecr`, region);
}

/** Exclusion filters go with the mutabilities that are about exclusions, and only with those. */
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

/** With KMS and no key of one's own, ECR takes the key that AWS manages for it in the account and region. */
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
