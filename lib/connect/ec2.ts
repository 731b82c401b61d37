import type { Place } from "../core/partition.js";
import type { DefaultNetwork, Ec2Control } from "../services/ec2/control.js";
import { ConnectedService } from "./service.js";

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

/** EC2 of a simulator in another process. */
export class ConnectedEc2 extends ConnectedService<Ec2State> {
  /** The ids of the default VPC, its subnets and its security group: in every run the same. */
  defaultNetwork(at: Place = {}): Promise<DefaultNetwork> {
    return this.calls.call("GET", "/ec2/default-network", { query: { ...at } });
  }
}
