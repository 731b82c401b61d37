import { type RemoteRoutes, scopeOf } from "../../runtime/remote.js";
import type { Ec2Control } from "./control.js";

/** `/_sim/ec2`: what tests in other processes want to know of networks, beside the state. */
export function ec2Routes(ec2: Ec2Control): RemoteRoutes {
  return { "GET /default-network": (call) => ec2.defaultNetwork(scopeOf(call)) };
}
