import { AwsError } from "../../../runtime/errors.js";
import type { AccountRegion } from "../../../runtime/store/store.js";
import { invalidParameter, validationException } from "./requests.js";

/** Replication of the registry to its own region. */
export const replicationToItself = () =>
  invalidParameter(
    "replicationConfiguration",
    "Replication destination cannot be the same as the source registry",
  );

/** A frequency that the scan type does not support. */
export const invalidScanFrequency = (scanType: string, frequency: string) =>
  invalidParameter("scanningConfiguration", `Invalid scan frequency for scanType ${scanType}: ${frequency}`);

/** With enhanced scanning, Amazon Inspector schedules the scans. */
export const scanningDisabled = () => validationException("This feature is disabled");

export const pullThroughRuleExists = (prefix: string, { account }: AccountRegion) =>
  new AwsError(
    "PullThroughCacheRuleAlreadyExistsException",
    `A pull through cache rule with repository prefix '${prefix}' already exists in the registry with id '${account}'`,
  );

export const pullThroughRuleNotFound = (prefix: string, { account }: AccountRegion) =>
  new AwsError(
    "PullThroughCacheRuleNotFoundException",
    `The pull through cache rule with repository prefix '${prefix}' does not exist in the registry with id '${account}'`,
  );

export const templateExists = (prefix: string, { account }: AccountRegion) =>
  new AwsError(
    "TemplateAlreadyExistsException",
    `The repository creation template with prefix '${prefix}' already exists in the registry with id '${account}'`,
  );

export const templateNotFound = (prefix: string, { account }: AccountRegion) =>
  new AwsError(
    "TemplateNotFoundException",
    `The repository creation template with prefix '${prefix}' does not exist in the registry with id '${account}'`,
  );

/** An upstream that ECR cannot cache. */
export const unsupportedUpstream = (url: string) =>
  new AwsError(
    "UnsupportedUpstreamRegistryException",
    `The upstream registry '${url}' is not supported for pull through cache.`,
  );

/** An upstream that requires credentials. */
export const credentialsRequired = (url: string) =>
  invalidParameter("credentialArn", `Credentials are required for the upstream registry '${url}'`);

export const unknownAccountSetting = (name: string) =>
  invalidParameter("name", `Invalid account setting name: ${name}`);

export const invalidAccountSetting = (name: string, values: readonly string[]) =>
  invalidParameter("value", `Account setting ${name} must satisfy enum value set: [${values.join(", ")}]`);
