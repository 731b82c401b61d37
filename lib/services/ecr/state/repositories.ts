import { defineTable, key, keyPrefix } from "../../../runtime/store/store.js";
import type { EncryptionConfiguration, ImageTagMutability, Repository, Tag } from "../generated/types.js";

/** A repository in responses, with the members that are always present. */
export interface SimulatedRepository extends Repository {
  readonly repositoryArn: string;
  readonly registryId: string;
  readonly repositoryName: string;
  readonly repositoryUri: string;
  readonly createdAt: Date;
  readonly imageTagMutability: ImageTagMutability;
  readonly imageScanningConfiguration: { readonly scanOnPush: boolean };
  readonly encryptionConfiguration: EncryptionConfiguration;
}

export interface RepositoryRow {
  readonly repository: SimulatedRepository;
  readonly tags: readonly Tag[];
  /** The repository policy as sent. */
  readonly policyText?: string;
}

/** Repositories by name. */
export const REPOSITORIES = defineTable<RepositoryRow>({ name: "ecr.repositories", key: "name" });

/** Key of a part of a repository; without `rest`, the prefix of all of that kind. */
export function inRepository(repositoryName: string, ...rest: readonly string[]): string {
  return rest.length === 0 ? keyPrefix(repositoryName) : key(repositoryName, ...rest);
}
