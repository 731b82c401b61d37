import { AwsError } from "../../../runtime/errors.js";
import type { AccountRegion } from "../../../runtime/store/store.js";
import { invalidParameter, repositoryIn } from "./requests.js";

/** The repository does not exist in this registry and region. */
export const repositoryNotFound = (name: string, { account }: AccountRegion) =>
  new AwsError(
    "RepositoryNotFoundException",
    `The repository with name '${name}' does not exist in the registry with id '${account}'`,
  );

/** CreateRepository with an existing name. */
export const repositoryAlreadyExists = (name: string, { account }: AccountRegion) =>
  new AwsError(
    "RepositoryAlreadyExistsException",
    `The repository with name '${name}' already exists in the registry with id '${account}'`,
  );

/**
 * DeleteRepository without `force` of a repository with images. AWS writes `in registry` here, not
 * `in the registry`.
 */
export const repositoryNotEmpty = (name: string, { account }: AccountRegion) =>
  new AwsError(
    "RepositoryNotEmptyException",
    `The repository with name '${name}' in registry with id '${account}' cannot be deleted because it still contains images`,
  );

/** Get or Delete of a repository policy that does not exist. */
export const repositoryPolicyNotFound = (name: string, at: AccountRegion) =>
  new AwsError(
    "RepositoryPolicyNotFoundException",
    `Repository policy does not exist for ${repositoryIn(name, at)}`,
  );

/** Exclusion filters with a mutability that has none. */
export const exclusionFiltersNotAllowed = (mutability: string) =>
  invalidParameter(
    "imageTagMutabilityExclusionFilters",
    `ImageTagMutabilityExclusionFilters are not allowed when imageTagMutability is set to ${mutability}`,
  );

/** A `*_WITH_EXCLUSION` mutability without filters. */
export const exclusionFiltersMissing = (mutability: string) =>
  invalidParameter(
    "imageTagMutabilityExclusionFilters",
    `ImageTagMutabilityExclusionFilters are required when imageTagMutability is set to ${mutability}`,
  );

/** A key for AES256, which uses ECR's own. */
export const keyForAes256 = () =>
  invalidParameter(
    "encryptionConfiguration",
    "Invalid encryption configuration: Encryption key should not be set for AES256 encryption.",
  );

/** The ARN is not that of a repository of this region. */
export const invalidArn = () => invalidParameter("resourceArn", "Invalid ARN");

/** A tag that ECR rejects. */
export const invalidTag = (message: string) => new AwsError("InvalidTagParameterException", message);

/** More than 50 tags on a repository. */
export const tooManyTags = () =>
  new AwsError(
    "TooManyTagsException",
    "The list of tags on the repository is over the limit. The maximum number of tags that can be applied to a repository is 50.",
  );
