import { AwsError } from "../../../runtime/errors.js";
import type { AccountRegion } from "../../../runtime/store/store.js";
import { invalidParameter, repositoryIn } from "./requests.js";

/** No repository of that name in this registry and region. */
export const repositoryNotFound = (name: string, { account }: AccountRegion) =>
  new AwsError(
    "RepositoryNotFoundException",
    `The repository with name '${name}' does not exist in the registry with id '${account}'`,
  );

/** CreateRepository with a name that is taken. */
export const repositoryAlreadyExists = (name: string, { account }: AccountRegion) =>
  new AwsError(
    "RepositoryAlreadyExistsException",
    `The repository with name '${name}' already exists in the registry with id '${account}'`,
  );

/** DeleteRepository without `force` while there are images. AWS writes `in registry` here, not `in the registry`. */
export const repositoryNotEmpty = (name: string, { account }: AccountRegion) =>
  new AwsError(
    "RepositoryNotEmptyException",
    `The repository with name '${name}' in registry with id '${account}' cannot be deleted because it still contains images`,
  );

/** Get or Delete of a repository policy that nobody set. */
export const repositoryPolicyNotFound = (name: string, at: AccountRegion) =>
  new AwsError(
    "RepositoryPolicyNotFoundException",
    `Repository policy does not exist for ${repositoryIn(name, at)}`,
  );

/** Exclusion filters beside a mutability that has none. */
export const exclusionFiltersNotAllowed = (mutability: string) =>
  invalidParameter(
    "imageTagMutabilityExclusionFilters",
    `ImageTagMutabilityExclusionFilters are not allowed when imageTagMutability is set to ${mutability}`,
  );

/** A `*_WITH_EXCLUSION` mutability without the filters that it is about. */
export const exclusionFiltersMissing = (mutability: string) =>
  invalidParameter(
    "imageTagMutabilityExclusionFilters",
    `ImageTagMutabilityExclusionFilters are required when imageTagMutability is set to ${mutability}`,
  );

/** A key was given though ECR encrypts with its own. */
export const keyForAes256 = () =>
  invalidParameter(
    "encryptionConfiguration",
    "Invalid encryption configuration: Encryption key should not be set for AES256 encryption.",
  );

/** What is to be tagged is named by something else than the ARN of a repository of this region. */
export const invalidArn = () => invalidParameter("resourceArn", "Invalid ARN");

/** A tag that ECR does not take. */
export const invalidTag = (message: string) => new AwsError("InvalidTagParameterException", message);

/** More than 50 tags on a repository. */
export const tooManyTags = () =>
  new AwsError(
    "TooManyTagsException",
    "The list of tags on the repository is over the limit. The maximum number of tags that can be applied to a repository is 50.",
  );
