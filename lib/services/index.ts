import type { AnyService } from "../dispatch/routes.js";
import { cloudMap } from "./cloud-map/index.js";
import { ec2 } from "./ec2/index.js";
import { ecr } from "./ecr/index.js";
import { ecs } from "./ecs/index.js";
import { efs } from "./efs/index.js";
import { iam } from "./iam/index.js";
import { lambda } from "./lambda/index.js";
import { logs } from "./logs/index.js";
import { s3 } from "./s3/index.js";
import { sts } from "./sts/index.js";

/** Every service that is simulated. Adding one is a line here. */
export const services = { cloudMap, ec2, ecr, ecs, efs, iam, lambda, logs, s3, sts };

/** Services by the names of their control objects. */
export type ServiceTable = Readonly<Record<string, AnyService>>;

/** The control objects of the services of a table. */
export type ControlsOf<Table extends ServiceTable> = {
  readonly [Name in keyof Table]: ReturnType<Table[Name]["control"]>;
};

/** The control objects of all services: `sim.ecs`, … */
export type Controls = ControlsOf<typeof services>;
