import { ecs } from "./ecs/index.js";

/** Every service that is simulated. Adding one is a line here. */
export const services = { ecs };

/** The control objects of all services: `sim.ecs`, … */
export type Controls = {
  readonly [Name in keyof typeof services]: ReturnType<(typeof services)[Name]["control"]>;
};
