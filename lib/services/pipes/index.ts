/**
 * Amazon EventBridge Pipes, API version 2015-10-07.
 *
 * Simulated: all operations. Pipes from SQS queues, with filters, batches and batching windows; enrichment by
 * functions and Express workflows; input templates; the targets Lambda, Step Functions, SQS, SNS,
 * EventBridge, CloudWatch Logs and ECS, in the role of the pipe; partial failures; all states on the clock.
 *
 * Not simulated: sources other than SQS, with which a pipe changes to CREATE_FAILED with the reason;
 * enrichment over HTTP; logs and encryption, whose settings are stored. Targets of services that aws-sim does
 * not simulate are only recorded.
 *
 * Differs on purpose: a pipe reads its queue when messages become visible, instead of polling. At most five
 * batches are in progress.
 */

import { runTimers } from "../../runtime/runs.js";
import type { Handlers, ServiceDefinition } from "../../runtime/service.js";
import { type PipesSim, pipesControl } from "./control.js";
import { validationException } from "./errors.js";
import type { facts } from "./generated/facts.js";
import { operationNames } from "./generated/operation-names.js";
import type { PipesOperations } from "./generated/types.js";
import { DELAYS, LIFECYCLE_TIMERS } from "./lifecycle.js";
import { BATCH_RUNS } from "./running/batches.js";
import { POLL_TIMERS } from "./running/polls.js";
import { state } from "./state.js";

export const pipes: ServiceDefinition<typeof facts, PipesSim> = {
  identity: { name: "pipes", signingName: "pipes" },
  operationNames,
  wire: { paths: ["/v1/pipes"] },
  loadFacts: () => import("./generated/facts.js"),
  loadOperations: (): Promise<Handlers<PipesOperations>> => import("./operations/index.js"),
  loadAuthorization: () => import("./authorization.js"),
  behaviour: () => ({
    validationError: validationException,
  }),
  delays: () => DELAYS,
  state: () => state,
  timers: () => ({ ...LIFECYCLE_TIMERS, ...POLL_TIMERS, ...runTimers(BATCH_RUNS) }),
  control: () => pipesControl,
};
