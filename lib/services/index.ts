import { ecs } from "./ecs/index.js";
import { lambda } from "./lambda/index.js";
import { sts } from "./sts/index.js";

/** Every service that is simulated. Adding one is a line here. */
export const services = { ecs, lambda, sts };

/** The control objects of all services: `sim.ecs`, … */
export type Controls = {
  readonly [Name in keyof typeof services]: ReturnType<(typeof services)[Name]["control"]>;
};
