import type { Ec2Control } from "../services/ec2/control.js";

/** The networks that EC2 holds. */
export interface Ec2State {
  readonly vpcs: ReturnType<Ec2Control["vpcs"]>;
  readonly subnets: ReturnType<Ec2Control["subnets"]>;
  readonly securityGroups: ReturnType<Ec2Control["securityGroups"]>;
  readonly routeTables: ReturnType<Ec2Control["routeTables"]>;
  readonly internetGateways: ReturnType<Ec2Control["internetGateways"]>;
  readonly networkInterfaces: ReturnType<Ec2Control["networkInterfaces"]>;
  readonly natGateways: ReturnType<Ec2Control["natGateways"]>;
  readonly addresses: ReturnType<Ec2Control["addresses"]>;
  readonly vpcEndpoints: ReturnType<Ec2Control["vpcEndpoints"]>;
  readonly networkAcls: ReturnType<Ec2Control["networkAcls"]>;
  readonly dhcpOptions: ReturnType<Ec2Control["dhcpOptions"]>;
  readonly egressOnlyGateways: ReturnType<Ec2Control["egressOnlyGateways"]>;
  readonly flowLogs: ReturnType<Ec2Control["flowLogs"]>;
  readonly peeringConnections: ReturnType<Ec2Control["peeringConnections"]>;
  readonly prefixLists: ReturnType<Ec2Control["prefixLists"]>;
}
