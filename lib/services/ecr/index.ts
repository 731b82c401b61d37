/**
 * Amazon ECR (https://docs.aws.amazon.com/AmazonECR/latest/APIReference).
 *
 * Simulated: repositories, images with their manifests and tags, uploads of
 * layers in parts, scans, lifecycle policies that expire images, templates for
 * repositories that a push creates, and the settings of the registry.
 *
 * Not simulated: Docker's own HTTP API, copies by replication and pull-through cache rules, signing.
 *
 * Differs on purpose: policies are enforced only with the option
 * `authorization`. PutImage requires layers only in repositories that have
 * uploaded layers, so that tests can put manifests without uploading whole
 * images. Download URLs have the address of the simulator.
 */

import type { Handlers, ServiceDefinition } from "../../runtime/service.js";
import { describeConstraint } from "../../shared/constraints.js";
import { type EcrSim, ecrControl } from "./control.js";
import { invalidParameter } from "./errors/requests.js";
import type { facts } from "./generated/facts.js";
import { operationNames } from "./generated/operation-names.js";
import type { EcrOperations } from "./generated/types.js";
import { lifecycleDelays, lifecycleTimers } from "./lifecycle/evaluate.js";
import { previewDelays, previewTimers } from "./lifecycle/preview.js";
import { scanDelays, scanTimers } from "./scans/start.js";
import { state } from "./state/index.js";
import { validationError } from "./validation.js";

/** A layer part of 20 MiB in base64, and some room. */
const LARGEST_BODY = 32 * 1024 * 1024;

export const ecr: ServiceDefinition<typeof facts, EcrSim> = {
  identity: { name: "ecr", signingName: "ecr" },
  operationNames,
  // Some clients omit the version.
  wire: { targetPrefixes: ["AmazonEC2ContainerRegistry_V20150921", "AmazonEC2ContainerRegistry"] },
  loadFacts: () => import("./generated/facts.js"),
  loadOperations: (): Promise<Handlers<EcrOperations>> => import("./operations/index.js"),
  loadAuthorization: () => import("./authorization.js"),
  behaviour: () => ({
    validationError,
    bodyLimit: {
      bytes: LARGEST_BODY,
      error: () =>
        invalidParameter("layerPartBlob", describeConstraint({ kind: "maxLength", limit: 20 * 1024 * 1024 })),
    },
  }),
  delays: () => ({ ...lifecycleDelays, ...previewDelays, ...scanDelays }),
  state: () => state,
  timers: () => ({ ...lifecycleTimers, ...previewTimers, ...scanTimers }),
  control: () => ecrControl,
};
