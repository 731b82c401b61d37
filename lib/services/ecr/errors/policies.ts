import { AwsError } from "../../../runtime/errors.js";
import type { AccountRegion } from "../../../runtime/store/store.js";
import { invalidParameter, repositoryIn } from "./requests.js";

/** The policy is not an IAM policy document. */
export const invalidRepositoryPolicy = () =>
  invalidParameter("PolicyText", "Invalid repository policy provided");

/** A policy that names a user or role that IAM does not have. */
export const principalNotFound = () => invalidParameter("PolicyText", "Principal not found");

/** The same, of the registry. */
export const invalidRegistryPolicy = () => invalidParameter("PolicyText", "Invalid registry policy provided");

/** Get or Delete of a registry policy that does not exist. */
export const registryPolicyNotFound = ({ account }: AccountRegion) =>
  new AwsError(
    "RegistryPolicyNotFoundException",
    `Registry policy does not exist in the registry with id '${account}'`,
  );

/** The repository has no lifecycle policy. */
export const lifecyclePolicyNotFound = (name: string, at: AccountRegion) =>
  new AwsError(
    "LifecyclePolicyNotFoundException",
    `Lifecycle policy does not exist for ${repositoryIn(name, at)}`,
  );

/** A lifecycle policy that is not JSON. */
export const unreadableLifecyclePolicy = () =>
  invalidParameter(
    "LifecyclePolicyText",
    "Lifecycle policy parsing failure: Could not map policyString into LifecyclePolicy.",
  );

/** A lifecycle policy with invalid rules. */
export const invalidLifecyclePolicy = (reason: string) =>
  invalidParameter("LifecyclePolicyText", `Lifecycle policy validation failure: ${reason}`);

/** The repository has no preview. */
export const previewNotFound = (name: string, at: AccountRegion) =>
  new AwsError(
    "LifecyclePolicyPreviewNotFoundException",
    `Lifecycle policy preview does not exist for ${repositoryIn(name, at)}`,
  );

/** A preview while another is in progress. */
export const previewInProgress = (name: string, at: AccountRegion) =>
  new AwsError(
    "LifecyclePolicyPreviewInProgressException",
    `Lifecycle policy preview is in progress for ${repositoryIn(name, at)}`,
  );
