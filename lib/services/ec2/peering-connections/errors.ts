import { ec2Error } from "../errors.js";

export const stateTransition = (id: string, action: string, status: string) =>
  ec2Error(
    "InvalidStateTransition",
    `Invalid state transition for ${id}, attempting to ${action} in state: ${status}`,
  );
export const notAccepter = (id: string) =>
  ec2Error(
    "OperationNotPermitted",
    `User cannot accept peering ${id}: only the owner of the accepter VPC can, in its region.`,
  );
export const notActive = (id: string) =>
  ec2Error("OperationNotPermitted", `Peering connection ${id} is not active, its options cannot be changed.`);
