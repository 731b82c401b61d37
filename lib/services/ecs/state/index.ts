import { stateIn } from "../../../runtime/state-definitions.js";
import * as credentials from "../agent/credentials.js";
import * as execSessions from "../exec/sessions.js";
import * as protection from "../services/protection.js";
import * as settings from "../settings.js";
import * as handlers from "../tasks/handlers.js";
import * as output from "../tasks/output.js";
import * as runningTasks from "../tasks/running-tasks.js";
import * as secrets from "../tasks/secrets.js";
import * as accountSettings from "./account-settings.js";
import * as attributes from "./attributes.js";
import * as capacityProviders from "./capacity-providers.js";
import * as clusters from "./clusters.js";
import * as runs from "./runs.js";
import * as serviceDeployments from "./service-deployments.js";
import * as services from "./services.js";
import * as taskDefinitions from "./task-definitions.js";
import * as taskSets from "./task-sets.js";
import * as tasks from "./tasks.js";

/** All state of ECS. */
export const state = stateIn(
  credentials,
  execSessions,
  protection,
  settings,
  accountSettings,
  attributes,
  capacityProviders,
  clusters,
  runs,
  serviceDeployments,
  services,
  taskDefinitions,
  taskSets,
  tasks,
  runningTasks,
  handlers,
  output,
  secrets,
);
