import { AwsError } from "../../runtime/errors.js";

// General

/** A request that is well-formed but wrong, as ECS reports most of them. */
export const invalidParameter = (message: string) => new AwsError("InvalidParameterException", message);

/** What ECS reports for task definitions, and for actions that the resource does not allow. */
export const clientException = (message: string) => new AwsError("ClientException", message);

/** A `nextToken` that the listing never gave. */
export const invalidToken = () => invalidParameter("Invalid token");

/** A quota of the account is used up. */
export const limitExceeded = (message: string) => new AwsError("LimitExceededException", message);

/** Something else needs what was to be deleted. */
export const resourceInUse = (message: string) => new AwsError("ResourceInUseException", message);

// Clusters

/** No cluster of that name or ARN in this account and region. */
export const clusterNotFound = () => new AwsError("ClusterNotFoundException", "Cluster not found.");

/** The cluster was deleted, though it can still be described. */
export const clusterInactive = () =>
  new AwsError("ClusterNotFoundException", "The referenced cluster was inactive.");

/** DeleteCluster while tasks run or are about to. */
export const clusterContainsTasks = () =>
  new AwsError("ClusterContainsTasksException", "The Cluster cannot be deleted while Tasks are active.");

/** DeleteCluster while services are ACTIVE. */
export const clusterContainsServices = () =>
  new AwsError(
    "ClusterContainsServicesException",
    "The Cluster cannot be deleted while Services are active.",
  );

/** DeleteCluster while container instances are registered. */
export const clusterContainsContainerInstances = () =>
  new AwsError(
    "ClusterContainsContainerInstancesException",
    "The Cluster cannot be deleted while Container Instances are active or draining.",
  );

/** A cluster name of other characters than letters, digits, `-` and `_`, or longer than 255. */
export const invalidClusterName = () => invalidParameter("Invalid cluster name");

/** PutClusterCapacityProviders while Auto Scaling groups are still being attached. */
export const clusterBusy = () =>
  new AwsError(
    "UpdateInProgressException",
    "The specified cluster is in a busy state. Cluster attachments must be in UPDATE_COMPLETE or UPDATE_FAILED state before they can be updated. Wait and try again.",
  );

// Capacity providers

/** No capacity provider of that name or ARN in this account and region. */
export const capacityProviderNotFound = (name: string) =>
  invalidParameter(`The specified capacity provider '${name}' was not found.`);

/** A name that AWS keeps for itself or whose characters it does not take. */
export const invalidCapacityProviderName = () =>
  invalidParameter(
    'The specified capacity provider name is invalid. Up to 255 characters are allowed, including letters (upper and lowercase), numbers, underscores (_), and hyphens (-). The name cannot be prefixed with "aws", "ecs", or "fargate". Specify a valid name and try again.',
  );

/** CreateCapacityProvider with a name that is taken. */
export const capacityProviderExists = () =>
  clientException(
    "The specified capacity provider already exists. To change the configuration of an existing capacity provider, update the capacity provider.",
  );

/** A change of one of Fargate's own capacity providers. */
export const capacityProviderReserved = () =>
  clientException("The specified capacity provider is reserved by AWS and cannot be changed or deleted.");

/** DeleteCapacityProvider while a cluster is associated with it. */
export const capacityProviderInUse = (cluster: string) =>
  resourceInUse(
    `The specified capacity provider is in use by the cluster ${cluster}. Remove the capacity provider from the cluster and try again.`,
  );

/** A change of a capacity provider while another is under way. */
export const capacityProviderBusy = () =>
  new AwsError(
    "UpdateInProgressException",
    "The specified capacity provider is being changed. Wait for the change to finish and try again.",
  );

// Task definitions

/** RegisterTaskDefinition without a family. */
export const familyBlank = () => clientException("Family can not be blank.");

/** A new task or service names a task definition that is not there. */
export const taskDefinitionNotFound = () => clientException("TaskDefinition not found.");

/** A new task or service names a revision that was deregistered. */
export const taskDefinitionInactive = () => clientException("TaskDefinition is inactive");

/** DescribeTaskDefinition of something that is not there. */
export const unableToDescribeTaskDefinition = () => clientException("Unable to describe task definition.");

/** DeregisterTaskDefinition of something that is not there. */
export const taskDefinitionDoesNotExist = () =>
  clientException("The specified task definition does not exist.");

/** A family was named where a revision must be. */
export const revisionMissing = () => clientException("Revision is missing.");

/** What follows the colon is no positive number. */
export const invalidRevision = (text: string) => clientException(`Invalid revision number. Number: ${text}`);

// Tasks

export const taskNotFound = () => invalidParameter("The referenced task was not found.");

/** A task that has stopped cannot be tagged any more. */
export const taskStopped = () =>
  invalidParameter("The specified task is stopped. Specify a running task and try again.");

export const taskIdLength = () => invalidParameter("taskId length should be one of [32,36]");

export const invalidIdentifier = (reason: string) => invalidParameter(`Invalid identifier: ${reason}`);

export const wrongCluster = (other: string, own: string) =>
  invalidIdentifier(`Identifier is for cluster ${other}. Your cluster is ${own}`);

export const noContainerInstances = () =>
  invalidParameter("No Container Instances were found in your cluster.");

export const launchTypeAndStrategy = () =>
  invalidParameter(
    "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.",
  );

export const incompatibleLaunchType = (launchType: string) =>
  invalidParameter(`Task definition does not support launch_type ${launchType}.`);

export const networkConfigurationMissing = () =>
  invalidParameter("Network Configuration must be provided when networkMode 'awsvpc' is specified.");

export const networkConfigurationNotValid = () =>
  invalidParameter("Network Configuration is not valid for the given networkMode of this task definition.");

export const subnetUnknown = (id: string) =>
  invalidParameter(
    `Error retrieving subnet information for [${id}]: The subnet ID '${id}' does not exist (ErrorCode: InvalidSubnetID.NotFound)`,
  );

export const securityGroupUnknown = (id: string) =>
  invalidParameter(
    `Error retrieving security group information for [${id}]: The security group '${id}' does not exist (ErrorCode: InvalidGroup.NotFound)`,
  );

export const unknownContainerOverride = (name: string) =>
  invalidParameter(`Override for container named ${name} is not a container in the TaskDefinition.`);

export const platformUnknown = () =>
  new AwsError("PlatformUnknownException", "The specified platform does not exist.");

export const runTokenConflict = (resourceIds: readonly string[]) =>
  new AwsError("ConflictException", "The clientToken is already in use with a different RunTask request.", {
    members: { resourceIds },
  });

export const executeCommandDisabled = () =>
  invalidParameter(
    "The execute command failed because execute command was not enabled when the task was run or the execute command agent isn’t running. Wait and try again or run a new task with execute command enabled and try again.",
  );

// Services

export const serviceNotFound = () => new AwsError("ServiceNotFoundException", "Service not found.");

export const serviceNotActive = () => new AwsError("ServiceNotActiveException", "Service was not ACTIVE.");

export const serviceNotIdempotent = () => invalidParameter("Creation of service was not idempotent.");

export const serviceStillDraining = () =>
  invalidParameter("Unable to Start a service that is still Draining.");

export const serviceScaledAboveZero = () =>
  invalidParameter("The service cannot be stopped while it is scaled above 0.");

export const taskSetNotFound = () =>
  new AwsError("TaskSetNotFoundException", "The specified task set was not found.");

export const serviceDeploymentNotFound = () =>
  new AwsError("ServiceDeploymentNotFoundException", "The service deployment was not found.");

/** Only a deployment that is under way can be stopped. */
export const conflictingDeployment = (serviceDeploymentArn: string) =>
  new AwsError(
    "ConflictException",
    "The service deployment cannot be stopped because it is not in progress.",
    {
      members: { resourceIds: [serviceDeploymentArn] },
    },
  );

export const namespaceNotFound = () =>
  new AwsError("NamespaceNotFoundException", "The specified namespace was not found.");

// Tags

/** What is to be tagged is named by something else than the ARN of a taggable ECS resource. */
export const invalidResourceArn = () => invalidParameter("The specified resource ARN is not valid.");

/** There is no such resource to tag; clusters have an error of their own. */
export const resourceNotValid = (resource: string) =>
  invalidParameter(`The specified ${resource} is not valid.`);

/** AWS's own wording, `can not` included. */
export const tagsEmpty = () => invalidParameter("Tags can not be empty.");

// Attributes

/** An attribute names no container instance of the cluster. */
export const targetNotFound = () =>
  new AwsError(
    "TargetNotFoundException",
    "The specified target wasn't found. You can view your available container instances with ListContainerInstances. Amazon ECS container instances are cluster-specific and Region-specific.",
  );

/** PutAttributes would give a container instance more than ten. */
export const attributeLimitExceeded = () =>
  new AwsError(
    "AttributeLimitExceededException",
    "You can apply up to 10 custom attributes for each resource. You can view the attributes of a resource with ListAttributes. You can remove existing attributes on a resource with DeleteAttributes.",
  );
