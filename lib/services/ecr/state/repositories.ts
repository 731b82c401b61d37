import { defineTable, key, keyPrefix } from "../../../runtime/store/store.js";
import type { EncryptionConfiguration, ImageTagMutability, Repository, Tag } from "../generated/types.js";

/** A repository as replies show it, with the members that are always there. */
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
  /** The repository policy, as it was sent. */
  readonly policyText?: string;
}

/** Repositories by name. */
export const REPOSITORIES = defineTable<RepositoryRow>({ name: "ecr.repositories", key: "name" });

/** Key of something in a repository; without `rest`, what the keys of all of that kind begin with. */
export function inRepository(repositoryName: string, ...rest: readonly string[]): string {
  return rest.length === 0 ? keyPrefix(repositoryName) : key(repositoryName, ...rest);
}
