/**
 * AWS Lambda, API version 2015-03-31.
 *
 * Simulated: functions with their states and updates on the clock, versions, aliases with weights, resource
 * policies, tags, reserved and provisioned concurrency, function URL and event invoke configurations, event
 * source mappings with their states, code signing configurations, layers and their policies, recursion and
 * runtime settings; Invoke in all its types, with function errors, timeouts, log tails, throttling by
 * reserved concurrency and asynchronous retries. Mappings of queues invoke their functions, with batches,
 * windows, filters and partial failures. Results of asynchronous invocations go to queues, topics, functions
 * and event buses, failures also to buckets.
 *
 * Not simulated: response streaming, capacity providers and durable executions (501). Event source mappings
 * of other sources than queues are stored, but not polled. Function URLs are stored, but not served. Code
 * signatures are not verified. Policies are enforced only with the option `authorization`. Logs are plain
 * text for every `LogFormat`.
 *
 * Differs on purpose: no code runs; the test sets the behaviour of each function. A function with a behaviour
 * can be invoked without being created. Roles, subnets, security groups, images and layers of other accounts
 * are assumed to exist.
 */

import { runTimers } from "../../runtime/runs.js";
import type { Handlers, ServiceDefinition } from "../../runtime/service.js";
import { stateIn } from "../../runtime/state-definitions.js";
import { archiveDownload } from "./code-archives.js";
import * as codeSigning from "./code-signing.js";
import { type LambdaSim, lambdaControl } from "./control.js";
import { rateExceeded } from "./errors/invocations.js";
import { entityTooLarge } from "./errors/requests.js";
import { MAPPING_TIMERS } from "./event-sources/lifecycle.js";
import * as eventSources from "./event-sources/mapping.js";
import * as queuePollers from "./event-sources/queues/poller.js";
import { QUEUE_TIMERS } from "./event-sources/queues/polls.js";
import type { facts } from "./generated/facts.js";
import { operationNames } from "./generated/operation-names.js";
import type {
  GetFunctionCodeSigningConfigRequest,
  GetFunctionCodeSigningConfigResponse,
  LambdaOperations,
} from "./generated/types.js";
import { ASYNC_TIMERS } from "./invoke/async-events.js";
import * as environments from "./invoke/environments.js";
import * as invocations from "./invoke/invocations.js";
import * as live from "./invoke/live.js";
import * as pendingInvokes from "./invoke/pending-invokes.js";
import { REQUEST_RUNS } from "./invoke/request-runs.js";
import { DELAYS, TIMERS } from "./lifecycle.js";
import * as stored from "./state.js";
import { invocationActivity } from "./timeline.js";
import { validationError } from "./validation.js";

/**
 * The model's operations, except for a response that AWS returns without a member that the model requires.
 */
interface Operations extends Omit<LambdaOperations, "getFunctionCodeSigningConfig"> {
  getFunctionCodeSigningConfig: [
    GetFunctionCodeSigningConfigRequest,
    Partial<GetFunctionCodeSigningConfigResponse>,
  ];
}

/** Base64 of the largest archive in a request, with the rest of the body. */
const LARGEST_BODY = 70_167_211;

export const lambda: ServiceDefinition<typeof facts, LambdaSim> = {
  identity: { name: "lambda", signingName: "lambda" },
  operationNames,
  wire: {
    // Clients use paths; some API descriptions name the target.
    targetPrefixes: ["AWSLambda_20150331", "AWSLambda"],
    paths: [
      "/2014-11-13/functions",
      "/2015-03-31/functions",
      "/2015-03-31/event-source-mappings",
      "/2016-08-19/account-settings",
      "/2017-03-31/tags/",
      "/2017-10-31/functions",
      "/2018-10-31/layers",
      "/2019-09-25/functions",
      "/2019-09-30/functions",
      "/2020-04-22/code-signing-configs",
      "/2020-06-30/functions",
      "/2021-07-20/functions",
      "/2021-10-31/functions",
      "/2021-11-15/functions",
      "/2024-08-31/functions",
    ],
  },
  loadFacts: () => import("./generated/facts.js"),
  loadOperations: (): Promise<Handlers<Operations>> => import("./operations/index.js"),
  loadAuthorization: () => import("./authorization.js"),
  behaviour: () => ({
    hooks: { unmodelled: archiveDownload },
    validationError,
    throttlingError: () => rateExceeded("CallerRateLimitExceeded"),
    bodyLimit: {
      bytes: LARGEST_BODY,
      error: (operation) =>
        entityTooLarge(`Request must be smaller than ${LARGEST_BODY} bytes for the ${operation} operation`),
    },
  }),
  delays: () => DELAYS,
  state: () =>
    stateIn(codeSigning, environments, eventSources, invocations, live, pendingInvokes, queuePollers, stored),
  timers: () => ({
    ...TIMERS,
    ...ASYNC_TIMERS,
    ...MAPPING_TIMERS,
    ...QUEUE_TIMERS,
    ...runTimers(REQUEST_RUNS),
  }),
  activities: [invocationActivity],
  control: () => lambdaControl,
};
