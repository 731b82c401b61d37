import { stateIn } from "../../../runtime/state-definitions.js";
import * as quotas from "../quotas.js";
import * as instances from "./instances.js";
import * as namespaces from "./namespaces.js";
import * as operations from "./operations.js";
import * as services from "./services.js";

/** All state of Cloud Map. */
export const state = stateIn(quotas, instances, namespaces, operations, services);
