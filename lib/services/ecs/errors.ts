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

// Task definitions

export const taskDefinitionNotFound = () => clientException("TaskDefinition not found.");

export const taskDefinitionInactive = () => clientException("TaskDefinition is inactive");

export const unableToDescribeTaskDefinition = () => clientException("Unable to describe task definition.");

export const taskDefinitionDoesNotExist = () => clientException("The specified task definition does not exist.");

export const revisionMissing = () => clientException("Revision is missing.");

export const invalidRevision = (text: string) => clientException(`Invalid revision number. Number: ${text}`);
