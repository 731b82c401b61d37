import { stateIn } from "../../../runtime/state-definitions.js";
import * as coverage from "../coverage/record.js";
import * as mockCalls from "../mocks/calls.js";
import * as mocks from "../mocks/mocks.js";
import * as mockRuns from "../mocks/run.js";
import * as activityTasks from "../running/activity-tasks.js";
import * as endings from "../running/endings.js";
import * as jobs from "../running/jobs.js";
import * as compiledMachines from "../running/machines.js";
import * as retention from "../running/retention.js";
import * as activities from "./activities.js";
import * as aliases from "./aliases.js";
import * as executions from "./executions.js";
import * as frames from "./frames.js";
import * as history from "./history.js";
import * as mapRuns from "./map-runs.js";
import * as stateMachines from "./state-machines.js";
import * as versions from "./versions.js";

/** All state of Step Functions. */
export const state = stateIn(
  activities,
  activityTasks,
  aliases,
  compiledMachines,
  coverage,
  endings,
  executions,
  frames,
  history,
  jobs,
  mapRuns,
  mockCalls,
  mockRuns,
  mocks,
  retention,
  stateMachines,
  versions,
);
