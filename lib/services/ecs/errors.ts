import { AwsError } from "../../runtime/errors.js";

// General

/** A well-formed but invalid request, in most cases. */
export const invalidParameter = (message: string) => new AwsError("InvalidParameterException", message);

/** An invalid task definition, or an action that the resource does not allow. */
export const clientException = (message: string) => new AwsError("ClientException", message);

/** A `nextToken` that the listing did not issue. */
export const invalidToken = () => invalidParameter("Invalid token");

/** A quota of the account is exceeded. */
export const limitExceeded = (message: string) => new AwsError("LimitExceededException", message);

/** The resource to delete is in use. */
export const resourceInUse = (message: string) => new AwsError("ResourceInUseException", message);

// Clusters

/** The cluster does not exist in this account and region. */
export const clusterNotFound = () => new AwsError("ClusterNotFoundException", "Cluster not found.");

/** The cluster was deleted, but can still be described. */
export const clusterInactive = () =>
  new AwsError("ClusterNotFoundException", "The referenced cluster was inactive.");

/** DeleteCluster while tasks are running or starting. */
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

/** The cluster name has other characters than letters, digits, `-` and `_`, or more than 255. */
export const invalidClusterName = () => invalidParameter("Invalid cluster name");

/** PutClusterCapacityProviders while attachments of Auto Scaling groups are in progress. */
export const clusterBusy = () =>
  new AwsError(
    "UpdateInProgressException",
    "The specified cluster is in a busy state. Cluster attachments must be in UPDATE_COMPLETE or UPDATE_FAILED state before they can be updated. Wait and try again.",
  );

// Capacity providers

/** The capacity provider does not exist in this account and region. */
export const capacityProviderNotFound = (name: string) =>
  invalidParameter(`The specified capacity provider '${name}' was not found.`);

/** The name is reserved or has invalid characters. */
export const invalidCapacityProviderName = () =>
  invalidParameter(
    'The specified capacity provider name is invalid. Up to 255 characters are allowed, including letters (upper and lowercase), numbers, underscores (_), and hyphens (-). The name cannot be prefixed with "aws", "ecs", or "fargate". Specify a valid name and try again.',
  );

/** CreateCapacityProvider with an existing name. */
export const capacityProviderExists = () =>
  clientException(
    "The specified capacity provider already exists. To change the configuration of an existing capacity provider, update the capacity provider.",
  );

/** A change of one of Fargate's capacity providers. */
export const capacityProviderReserved = () =>
  clientException("The specified capacity provider is reserved by AWS and cannot be changed or deleted.");

/** DeleteCapacityProvider while a cluster is associated with it. */
export const capacityProviderInUse = (cluster: string) =>
  resourceInUse(
    `The specified capacity provider is in use by the cluster ${cluster}. Remove the capacity provider from the cluster and try again.`,
  );

/** A change of a capacity provider while another is in progress. */
export const capacityProviderBusy = () =>
  new AwsError(
    "UpdateInProgressException",
    "The specified capacity provider is being changed. Wait for the change to finish and try again.",
  );

// Task definitions

/** RegisterTaskDefinition without a family. */
export const familyBlank = () => clientException("Family can not be blank.");

/** The task definition of a new task or service does not exist. */
export const taskDefinitionNotFound = () => clientException("TaskDefinition not found.");

/** The revision of a new task or service is deregistered. */
export const taskDefinitionInactive = () => clientException("TaskDefinition is inactive");

/** DescribeTaskDefinition of a definition that does not exist. */
export const unableToDescribeTaskDefinition = () => clientException("Unable to describe task definition.");

/** DeregisterTaskDefinition of a definition that does not exist. */
export const taskDefinitionDoesNotExist = () =>
  clientException("The specified task definition does not exist.");

/** A family without a revision where a revision is required. */
export const revisionMissing = () => clientException("Revision is missing.");

/** The revision is not a positive number. */
export const invalidRevision = (text: string) => clientException(`Invalid revision number. Number: ${text}`);

// Tasks

export const taskNotFound = () => invalidParameter("The referenced task was not found.");

/** A stopped task cannot be tagged. */
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

/** Only a deployment in progress can be stopped. */
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

/** The ARN is not that of a taggable ECS resource. */
export const invalidResourceArn = () => invalidParameter("The specified resource ARN is not valid.");

/** The resource to tag does not exist; clusters have their own error. */
export const resourceNotValid = (resource: string) =>
  invalidParameter(`The specified ${resource} is not valid.`);

/** AWS's wording, including `can not`. */
export const tagsEmpty = () => invalidParameter("Tags can not be empty.");

// Attributes

/** The target of an attribute is not a container instance of the cluster. */
export const targetNotFound = () =>
  new AwsError(
    "TargetNotFoundException",
    "The specified target wasn't found. You can view your available container instances with ListContainerInstances. Amazon ECS container instances are cluster-specific and Region-specific.",
  );

/** PutAttributes exceeds ten attributes for a container instance. */
export const attributeLimitExceeded = () =>
  new AwsError(
    "AttributeLimitExceededException",
    "You can apply up to 10 custom attributes for each resource. You can view the attributes of a resource with ListAttributes. You can remove existing attributes on a resource with DeleteAttributes.",
  );
