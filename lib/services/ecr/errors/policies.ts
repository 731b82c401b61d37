import { AwsError } from "../../../runtime/errors.js";
import type { AccountRegion } from "../../../runtime/store/store.js";
import { invalidParameter, repositoryIn } from "./requests.js";

/** A policy text that is no IAM policy document. */
export const invalidRepositoryPolicy = () =>
  invalidParameter("PolicyText", "Invalid repository policy provided");

/** The same, of the registry. */
export const invalidRegistryPolicy = () => invalidParameter("PolicyText", "Invalid registry policy provided");

/** Get or Delete of a registry policy that nobody put. */
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

/** A lifecycle policy whose rules AWS does not take. */
export const invalidLifecyclePolicy = (reason: string) =>
  invalidParameter("LifecyclePolicyText", `Lifecycle policy validation failure: ${reason}`);

/** Nobody started a preview for the repository. */
export const previewNotFound = (name: string, at: AccountRegion) =>
  new AwsError(
    "LifecyclePolicyPreviewNotFoundException",
    `Lifecycle policy preview does not exist for ${repositoryIn(name, at)}`,
  );

/** A preview while another is under way. */
export const previewInProgress = (name: string, at: AccountRegion) =>
  new AwsError(
    "LifecyclePolicyPreviewInProgressException",
    `Lifecycle policy preview is in progress for ${repositoryIn(name, at)}`,
  );
