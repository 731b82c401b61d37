/**
 * AWS Step Functions, API version 2016-11-23.
 *
 * Simulated: all operations. State machines with versions and aliases, the whole Amazon States Language in
 * JSONPath and JSONata, executions on the virtual clock with their histories, distributed maps over S3,
 * activities, task tokens, redrive, logging to CloudWatch Logs, TestState. Tasks call every simulated
 * service; tests can mock any other resource.
 *
 * Not simulated: HTTP tasks, jobs (`.sync`) of services other than ECS and Step Functions, PARQUET in item
 * readers, metrics, traces. A task without a simulated service or mock fails, and its cause names the
 * resource. TestState does not check the results of mocks against the models of services, and does not wait
 * for jobs.
 *
 * Differs on purpose: roles need not exist unless permissions are enforced, and keys need not exist. States
 * take no time of their own. JSONata is limited by steps and not by real time. Tests can read Express
 * executions.
 */

import type { Handlers, ServiceDefinition } from "../../runtime/service.js";
import { type StepFunctionsSim, stepFunctionsControl } from "./control.js";
import { brokenConstraint } from "./errors/requests.js";
import type { facts } from "./generated/facts.js";
import { operationNames } from "./generated/operation-names.js";
import type { StepFunctionsOperations } from "./generated/types.js";
import { DELETION_TIMERS } from "./machines/deletion.js";
import { mapRunTimers } from "./map-runs/steps.js";
import { executionTimers } from "./running/timers.js";
import { state } from "./state/index.js";
import { executions } from "./timeline.js";

export const stepFunctions: ServiceDefinition<typeof facts, StepFunctionsSim> = {
  identity: { name: "stepFunctions", signingName: "states", aliases: ["SFN"] },
  operationNames,
  wire: { targetPrefixes: ["AWSStepFunctions"] },
  loadFacts: () => import("./generated/facts.js"),
  loadOperations: (): Promise<Handlers<StepFunctionsOperations>> => import("./operations/index.js"),
  loadAuthorization: () => import("./authorization.js"),
  behaviour: () => ({
    validationError: (message) => brokenConstraint(message),
  }),
  delays: () => ({ deleting: "500ms" }),
  state: () => state,
  timers: () => ({ ...DELETION_TIMERS, ...executionTimers, ...mapRunTimers }),
  activities: [executions],
  control: () => stepFunctionsControl,
};
