import { dependencyViolation, ec2Error, invalidParameterValue } from "../errors.js";

export const gatewayAlreadyAttached = (id: string, vpcId: string) =>
  ec2Error("Resource.AlreadyAssociated", `resource ${id} is already attached to network ${vpcId}`);

export const vpcHasGateway = (vpcId: string) =>
  invalidParameterValue(`Network ${vpcId} already has an internet gateway attached`);

export const gatewayNotAttached = (id: string, vpcId: string) =>
  ec2Error("Gateway.NotAttached", `resource ${id} is not attached to network ${vpcId}`);
export const mappedAddresses = (vpcId: string) =>
  dependencyViolation(
    `Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
  );
