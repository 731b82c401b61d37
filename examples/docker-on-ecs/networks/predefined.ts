import { idOf } from "../ids.js";

/** The networks that Docker has from the beginning. On ECS, all of them are the subnets of the configuration. */
export const PREDEFINED: readonly string[] = ["bridge", "host", "none"];

/** The id of a predefined network. */
export function predefinedId(name: string): string {
  return idOf(`network ${name}`);
}

/** The id of the network of containers that name none. */
export const BRIDGE_ID = predefinedId("bridge");
