import { AwsError } from "../../core/errors.js";

// General

/** A request that is well-formed but wrong, as ECS reports most of them. */
export const invalidParameter = (message: string) => new AwsError("InvalidParameterException", message);

/** What ECS reports for task definitions, and for actions that the resource does not allow. */
export const clientException = (message: string) => new AwsError("ClientException", message);

export const invalidToken = () => invalidParameter("Invalid token");

export const limitExceeded = (message: string) => new AwsError("LimitExceededException", message);

export const resourceInUse = (message: string) => new AwsError("ResourceInUseException", message);

// Clusters

export const clusterNotFound = () => new AwsError("ClusterNotFoundException", "Cluster not found.");

export const clusterInactive = () => new AwsError("ClusterNotFoundException", "The referenced cluster was inactive.");

export const clusterContainsTasks = () =>
  new AwsError("ClusterContainsTasksException", "The Cluster cannot be deleted while Tasks are active.");

export const clusterContainsServices = () =>
  new AwsError("ClusterContainsServicesException", "The Cluster cannot be deleted while Services are active.");

export const clusterContainsContainerInstances = () =>
  new AwsError(
    "ClusterContainsContainerInstancesException",
    "The Cluster cannot be deleted while Container Instances are active or draining.",
  );

export const invalidClusterName = () => invalidParameter("Invalid cluster name");

export const clusterBusy = () =>
  new AwsError(
    "UpdateInProgressException",
    "The specified cluster is in a busy state. Cluster attachments must be in UPDATE_COMPLETE or UPDATE_FAILED state before they can be updated. Wait and try again.",
  );

// Capacity providers

export const capacityProviderNotFound = (name: string) =>
  invalidParameter(`The specified capacity provider '${name}' was not found.`);

export const invalidCapacityProviderName = () =>
  invalidParameter(
    'The specified capacity provider name is invalid. Up to 255 characters are allowed, including letters (upper and lowercase), numbers, underscores (_), and hyphens (-). The name cannot be prefixed with "aws", "ecs", or "fargate". Specify a valid name and try again.',
  );

export const capacityProviderExists = () =>
  clientException(
    "The specified capacity provider already exists. To change the configuration of an existing capacity provider, update the capacity provider.",
  );

export const capacityProviderReserved = () =>
  clientException("The specified capacity provider is reserved by AWS and cannot be changed or deleted.");

export const capacityProviderInUse = (cluster: string) =>
  resourceInUse(
    `The specified capacity provider is in use by the cluster ${cluster}. Remove the capacity provider from the cluster and try again.`,
  );

export const capacityProviderBusy = () =>
  new AwsError(
    "UpdateInProgressException",
    "The specified capacity provider is being changed. Wait for the change to finish and try again.",
  );

// Task definitions

export const taskDefinitionNotFound = () => clientException("TaskDefinition not found.");

export const taskDefinitionInactive = () => clientException("TaskDefinition is inactive");

export const unableToDescribeTaskDefinition = () => clientException("Unable to describe task definition.");

export const taskDefinitionDoesNotExist = () => clientException("The specified task definition does not exist.");

export const revisionMissing = () => clientException("Revision is missing.");

export const invalidRevision = (text: string) => clientException(`Invalid revision number. Number: ${text}`);

// Tags

export const invalidResourceArn = () => invalidParameter("The specified resource ARN is not valid.");

export const resourceNotValid = (resource: string) => invalidParameter(`The specified ${resource} is not valid.`);

/** AWS's own wording, `can not` included. */
export const tagsEmpty = () => invalidParameter("Tags can not be empty.");

// Attributes

export const targetNotFound = () =>
  new AwsError(
    "TargetNotFoundException",
    "The specified target wasn't found. You can view your available container instances with ListContainerInstances. Amazon ECS container instances are cluster-specific and Region-specific.",
  );

export const attributeLimitExceeded = () =>
  new AwsError(
    "AttributeLimitExceededException",
    "You can apply up to 10 custom attributes for each resource. You can view the attributes of a resource with ListAttributes. You can remove existing attributes on a resource with DeleteAttributes.",
  );
