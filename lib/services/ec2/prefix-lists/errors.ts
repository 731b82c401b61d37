import { ec2Error, invalidParameterValue } from "../errors.js";

export const versionMismatch = () =>
  ec2Error("PrefixListVersionMismatch", "The prefix list has the incorrect version number.");
export const versionMissing = () =>
  ec2Error(
    "MissingParameter",
    "The request must contain the parameter CurrentVersion when entries are added or removed.",
  );
export const versionNotFound = (id: string, version: number) =>
  invalidParameterValue(`The prefix list '${id}' does not have a version ${version}`);
export const listBusy = (id: string, state: string, action: string) =>
  ec2Error(
    "IncorrectState",
    `The request cannot be completed because the prefix list '${id}' is in the current state (${state}) and cannot be ${action}.`,
  );
export const tooManyEntries = (max: number) =>
  ec2Error(
    "PrefixListMaxEntriesExceeded",
    `You've reached the maximum number of entries for the prefix list (${max}).`,
  );
export const duplicateEntry = (cidr: string) =>
  invalidParameterValue(`The prefix list contains the CIDR ${cidr} more than once.`);
export const addedAndRemoved = (cidr: string) =>
  invalidParameterValue(
    `Request cannot contain Cidr ${cidr} in both AddPrefixListEntries and RemovePrefixListEntries`,
  );
export const entryNotFound = (cidr: string) =>
  ec2Error("InvalidPrefixListModification", `The prefix list does not contain the CIDR ${cidr}.`);
export const awsManaged = (id: string) =>
  ec2Error("UnauthorizedOperation", `The prefix list '${id}' is managed by AWS and cannot be changed.`, 403);
export const familyInvalid = (family: string) =>
  invalidParameterValue(
    `Value (${family}) for parameter AddressFamily is invalid. Valid values are IPv4 and IPv6.`,
  );
export const maxEntriesInvalid = (max: number) =>
  invalidParameterValue(
    `Value (${max}) for parameter MaxEntries is invalid. It must be at least 1 and at least the number of entries.`,
  );
export const nameReserved = (name: string) =>
  invalidParameterValue(
    `Value (${name}) for parameter PrefixListName is invalid. Names cannot start with com.amazonaws.`,
  );
export const listInUse = (id: string) =>
  ec2Error("DependencyViolation", `The prefix list '${id}' is in use and cannot be deleted.`);
