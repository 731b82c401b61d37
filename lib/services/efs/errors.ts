import { type Denial, denialMessage } from "../../authorization/denial.js";
import { AwsError } from "../../runtime/errors.js";

/** Two of EFS's errors have no message: `"Message": null`. */
const WITHOUT_WORDS = { members: { Message: null } };

export function badRequest(message: string): AwsError {
  return new AwsError("BadRequest", message);
}

export function validationException(message: string): AwsError {
  return new AwsError("ValidationException", message);
}

export function fileSystemNotFound(id: string): AwsError {
  return new AwsError("FileSystemNotFound", `File system '${id}' does not exist.`);
}

export function fileSystemAlreadyExists(id: string, token: string): AwsError {
  return new AwsError(
    "FileSystemAlreadyExists",
    `File system '${id}' already exists with creation token '${token}'`,
    { members: { FileSystemId: id } },
  );
}

export function fileSystemLimitExceeded(): AwsError {
  return new AwsError(
    "FileSystemLimitExceeded",
    "You have reached the maximum number of file systems for your account.",
  );
}

export function fileSystemHasMountTargets(id: string): AwsError {
  return new AwsError(
    "FileSystemInUse",
    `The file system '${id}' cannot be deleted because it has mount targets. You must delete the mount targets, and then try again.`,
  );
}

export function fileSystemReplicates(id: string): AwsError {
  return new AwsError(
    "FileSystemInUse",
    `You cannot delete file system '${id}' because it is in a replication configuration.`,
  );
}

export function incorrectFileSystemState(): AwsError {
  return new AwsError("IncorrectFileSystemLifeCycleState", "", WITHOUT_WORDS);
}

export function throughputFigureMissing(): AwsError {
  return badRequest(
    "Provisioned throughput must be set for file systems that use provisioned throughput mode.",
  );
}

/** EFS writes `bursting` even if the mode is elastic. */
export function throughputFigureNotAllowed(): AwsError {
  return badRequest(
    "Provisioned throughput can't be set for file systems that use bursting throughput mode.",
  );
}

export function throughputLimitExceeded(most: number): AwsError {
  return new AwsError(
    "ThroughputLimitExceeded",
    `The provisioned throughput limit of ${most} MiB/s has been reached.`,
  );
}

/** @param until when it may be tried again, in milliseconds since the epoch. */
export function throughputChangedTooOften(until: number): AwsError {
  const moment = new Date(until).toISOString().replace(/\.\d+Z$/, "Z");
  return new AwsError(
    "TooManyRequests",
    `You have reached the maximum number of throughput mode changes or provisioned throughput value decreases. Wait until ${moment} UTC and try again.`,
  );
}

export function keyWithoutEncryption(): AwsError {
  return badRequest("The encrypted parameter must be set to true to create an encrypted file system.");
}

export function unsupportedPerformanceMode(): AwsError {
  return badRequest("Unsupported performance mode provided.");
}

export function invalidAvailabilityZone(): AwsError {
  return badRequest("Invalid Availability Zone Name provided.");
}

export function otherRegion(): AwsError {
  return badRequest("The resource ARN belongs to a different region.");
}

export function invalidMarker(): AwsError {
  return badRequest("The paging token is not valid.");
}

export function notExactlyOne(): AwsError {
  return badRequest("Must specify exactly one mutually exclusive parameter.");
}

export function notAtMostOne(): AwsError {
  return badRequest("Must specify at most one mutually exclusive parameter.");
}

export function tooManyTags(most: number): AwsError {
  return badRequest(`The maximum number of tags per resource is ${most}.`);
}

export function mountTargetNotFound(id: string): AwsError {
  return new AwsError("MountTargetNotFound", `Mount target '${id}' does not exist.`);
}

export function mountTargetInZone(): AwsError {
  return new AwsError("MountTargetConflict", "mount target already exists in this AZ");
}

export function mountTargetInOtherVpc(): AwsError {
  return new AwsError(
    "MountTargetConflict",
    "requested subnet for new mount target is not in the same VPC as existing mount targets",
  );
}

export function availabilityZonesMismatch(): AwsError {
  return new AwsError("AvailabilityZonesMismatch", "File System Availability Zone does not match.");
}

export function incorrectMountTargetState(): AwsError {
  return new AwsError("IncorrectMountTargetState", "", WITHOUT_WORDS);
}

export function tooManySecurityGroups(): AwsError {
  return new AwsError(
    "SecurityGroupLimitExceeded",
    "The maximum number of security groups per interface has been reached.",
  );
}

export function addressOutsideSubnet(): AwsError {
  return badRequest("Address does not fall within the subnet's address range");
}

export function addressReserved(): AwsError {
  return badRequest("Address is in subnet's reserved address range");
}

export function ipAddressInUse(address: string): AwsError {
  return new AwsError("IpAddressInUse", `Address ${address} is in use.`);
}

export function noFreeAddresses(subnetId: string): AwsError {
  return new AwsError(
    "NoFreeAddressesInSubnet",
    `The specified subnet '${subnetId}' does not have enough free addresses.`,
  );
}

export function subnetNotFound(id: string): AwsError {
  return new AwsError("SubnetNotFound", `The subnet ID '${id}' does not exist`);
}

export function securityGroupNotFound(id: string): AwsError {
  return new AwsError("SecurityGroupNotFound", `The security group '${id}' does not exist`);
}

export function accessPointNotFound(id: string): AwsError {
  return new AwsError("AccessPointNotFound", `Access Point ${id} does not exist.`);
}

export function accessPointAlreadyExists(id: string, token: string): AwsError {
  return new AwsError(
    "AccessPointAlreadyExists",
    `Access point '${id}' already exists with client token '${token}'`,
    { members: { AccessPointId: id } },
  );
}

export function accessPointLimitExceeded(fileSystemId: string, most: number): AwsError {
  return new AwsError(
    "AccessPointLimitExceeded",
    `You have reached the maximum number of access points (${most}) for your file system ${fileSystemId}.\nDelete an access point and add a new one.`,
  );
}

export function policyNotFound(): AwsError {
  return new AwsError("PolicyNotFound", "", WITHOUT_WORDS);
}

export function invalidPolicy(message: string): AwsError {
  return new AwsError("InvalidPolicyException", message);
}

export function replicationNotFound(id: string): AwsError {
  return new AwsError(
    "ReplicationNotFound",
    `File system '${id}' does not have a replication configuration.`,
  );
}

export function replicationAlreadyExists(id: string): AwsError {
  return new AwsError(
    "ReplicationAlreadyExists",
    `File system '${id}' is already part of a replication configuration.`,
  );
}

export function unencryptedDestination(): AwsError {
  return new AwsError(
    "ConflictException",
    "The destination file system must be encrypted because the source file system is encrypted.",
  );
}

/** EFS names neither the resource nor the reason for a denial. */
export function accessDenied(denial: Denial): AwsError {
  const { action } = denial.requirement;
  const [start] = denialMessage(denial).split(action, 1);
  return new AwsError("AccessDeniedException", `${start}${action} on the specified resource`, {
    status: 403,
  });
}
