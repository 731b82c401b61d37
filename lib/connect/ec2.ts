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
}

/** EC2 of a simulator in another process. */
export class ConnectedEc2 extends ConnectedService<Ec2State> {
  /** The ids of the default VPC, its subnets and its security group: in every run the same. */
  defaultNetwork(at: Place = {}): Promise<DefaultNetwork> {
    return this.calls.call("GET", "/ec2/default-network", { query: { ...at } });
  }
}
