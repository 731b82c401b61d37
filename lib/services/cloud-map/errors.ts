import { AwsError } from "../../runtime/errors.js";
import type { OperationType } from "./generated/types.js";

// General

/** A well-formed but invalid request. */
export const invalidInput = (message: string) => new AwsError("InvalidInput", message);

/** A `NextToken` that the listing did not return. */
export const invalidToken = () => invalidInput("The value of NextToken is not valid.");

/** A quota of the account is exceeded. */
export const limitExceeded = (message: string) => new AwsError("ResourceLimitExceeded", message);

/** The resource to delete is in use. */
const resourceInUse = (message: string) => new AwsError("ResourceInUse", message);

/** Another operation for the same resource is in progress. */
export const duplicateRequest = (type: OperationType, operationId: string) =>
  new AwsError(
    "DuplicateRequest",
    `Another operation of type ${spokenType(type)} and id ${operationId} is in progress`,
    { members: { DuplicateOperationId: operationId } },
  );

/** `CREATE_NAMESPACE` is CreateNamespace in messages. */
function spokenType(type: OperationType): string {
  return type
    .split("_")
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join("");
}

// Namespaces

/** The namespace does not exist in this account and region. */
export const namespaceNotFound = (id: string) =>
  new AwsError("NamespaceNotFound", `Namespace not found: ${id}`);

/** DiscoverInstances does not name the namespace. */
export const namespaceNameNotFound = () => new AwsError("NamespaceNotFound", "Namespace not found");

export const namespaceAlreadyExists = (name: string, id: string, creatorRequestId: string | undefined) =>
  new AwsError("NamespaceAlreadyExists", `Namespace with name ${name} already exists.`, {
    members: { NamespaceId: id, CreatorRequestId: creatorRequestId },
  });

export const namespaceHasServices = () =>
  resourceInUse("Namespace has associated services; delete the services before deleting the namespace");

export const wrongNamespaceType = (id: string, type: string) =>
  invalidInput(`Namespace ${id} is of type ${type} and cannot be updated with this operation.`);

// Services

/** The service does not exist in this account and region. */
export const serviceNotFound = (id: string) => new AwsError("ServiceNotFound", `Service not found: ${id}`);

/** DiscoverInstances does not name the service. */
export const serviceNameNotFound = () => new AwsError("ServiceNotFound", "Service not found");

export const serviceAlreadyExists = (id: string, arn: string, creatorRequestId: string | undefined) =>
  new AwsError("ServiceAlreadyExists", "Service already exists.", {
    members: { ServiceId: id, ServiceArn: arn, CreatorRequestId: creatorRequestId },
  });

export const serviceHasInstances = () =>
  resourceInUse("Service contains registered instances; delete the instances before deleting the service");

export const tooManyServiceAttributes = (most: number) =>
  new AwsError(
    "ServiceAttributesLimitExceededException",
    `The attribute can't be added to the service because it has reached the quota of ${most} attributes.`,
  );

// Instances, health and operations

export const instanceNotFound = (id: string) => new AwsError("InstanceNotFound", `Instance not found: ${id}`);

/** UpdateInstanceCustomHealthStatus in a service without HealthCheckCustomConfig. */
export const customHealthNotFound = (serviceId: string) =>
  new AwsError("CustomHealthNotFound", `Service ${serviceId} has no custom health check configuration.`);

export const operationNotFound = (id: string) =>
  new AwsError("OperationNotFound", `Operation not found: ${id}`);

// Tags

export const taggedResourceNotFound = (arn: string) =>
  new AwsError("ResourceNotFoundException", `Resource not found: ${arn}`);

export const tooManyTags = (most: number, resource: string | undefined) =>
  new AwsError("TooManyTagsException", `A resource can have at most ${most} tags.`, {
    members: { ResourceName: resource },
  });
