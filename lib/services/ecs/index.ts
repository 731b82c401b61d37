import { AwsError } from "../../core/errors.js";
import type { ServiceDefinition } from "../../core/service.js";
import type { ServiceFacts } from "../../model/facts.js";

export const ecs: ServiceDefinition<ServiceFacts, object> = {
  identity: { name: "ecs", signingName: "ecs" },
  wire: { targetPrefixes: ["AmazonEC2ContainerServiceV20141113"] },
  loadFacts: () => import("./generated/facts.js"),
  operations: {},
  validationError: (message) => new AwsError("InvalidParameterException", message),
  delays: { provisioning: "2s", pending: "2s", stopping: "2s", deprovisioning: "2s" },
  timers: {},
  control: () => ({}),
};
