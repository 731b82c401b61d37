import { ec2Error, invalidParameterValue } from "../errors.js";

export const entryExists = (ruleNumber: number) =>
  ec2Error(
    "NetworkAclEntryAlreadyExists",
    `The network acl entry identified by ${ruleNumber} already exists.`,
  );
export const entryNotFound = (ruleNumber: number) =>
  ec2Error(
    "InvalidNetworkAclEntry.NotFound",
    `The network acl entry identified by ${ruleNumber} does not exist.`,
  );
export const ruleNumberInvalid = (ruleNumber: number) =>
  invalidParameterValue(
    `Value (${ruleNumber}) for parameter ruleNumber is invalid. Rule numbers must be between 1 and 32766.`,
  );
export const protocolInvalid = (protocol: string) =>
  invalidParameterValue(`Value (${protocol}) for parameter protocol is invalid. Unknown protocol.`);
export const portRangeInvalid = (from: number, to: number) =>
  invalidParameterValue(`Value (${from}-${to}) for parameter portRange is invalid.`);
export const defaultAclNotDeletable = (id: string) =>
  invalidParameterValue(`Cannot delete default network ACL ${id}`);
export const aclInOtherNetwork = (id: string, subnetId: string) =>
  invalidParameterValue(`Network ACL ${id} and subnet ${subnetId} belong to different networks`);
