/**
 * Amazon ECR (https://docs.aws.amazon.com/AmazonECR/latest/APIReference).
 *
 * Simulated: repositories, images with their manifests and tags, layers by
 * parts, scans, lifecycle policies that really expire images, templates for
 * repositories that a push creates, and the settings of the registry.
 *
 * Not simulated: Docker's own HTTP API, permissions (policies are kept, not
 * enforced), what replication and pull-through cache rules would copy, signing.
 *
 * Differs on purpose: PutImage asks for layers only in repositories that some
 * were uploaded to, so that a test need not make up whole images; a download
 * URL points at the simulator.
 */
import type { Handlers, ServiceDefinition } from "../../runtime/service.js";
import { type EcrSim, ecrControl } from "./control.js";
import { invalidParameter } from "./errors/base.js";
import type { facts } from "./generated/facts.js";
import { operationNames } from "./generated/operation-names.js";
import type { EcrOperations } from "./generated/types.js";
import { lifecycleDelays, lifecycleTimers } from "./lifecycle/evaluate.js";
import { previewDelays, previewTimers } from "./lifecycle/preview.js";
import * as authorization from "./operations/authorization.js";
import * as creationTemplates from "./operations/creation-templates.js";
import * as images from "./operations/images.js";
import * as layers from "./operations/layers.js";
import * as lifecyclePolicies from "./operations/lifecycle-policies.js";
import * as policies from "./operations/policies.js";
import * as pullThroughCache from "./operations/pull-through-cache.js";
import * as registry from "./operations/registry.js";
import * as repositories from "./operations/repositories.js";
import * as scans from "./operations/scans.js";
import * as tags from "./operations/tags.js";
import { scanDelays, scanTimers } from "./scans/start.js";
import { validationError } from "./validation.js";

/** A layer part of 20 MiB in base64, and some room. */
const LARGEST_BODY = 32 * 1024 * 1024;

export const ecr: ServiceDefinition<typeof facts, EcrSim> = {
  identity: { name: "ecr", signingName: "ecr" },
  operationNames,
  // Some clients leave the version away.
  wire: { targetPrefixes: ["AmazonEC2ContainerRegistry_V20150921", "AmazonEC2ContainerRegistry"] },
  loadFacts: () => import("./generated/facts.js"),
  operations: {
    ...authorization,
    ...creationTemplates,
    ...images,
    ...layers,
    ...lifecyclePolicies,
    ...policies,
    ...pullThroughCache,
    ...registry,
    ...repositories,
    ...scans,
    ...tags,
  } satisfies Handlers<EcrOperations>,
  validationError,
  bodyLimit: {
    bytes: LARGEST_BODY,
    error: () => invalidParameter("layerPartBlob", "Member must have length less than or equal to 20971520"),
  },
  delays: { ...lifecycleDelays, ...previewDelays, ...scanDelays },
  timers: { ...lifecycleTimers, ...previewTimers, ...scanTimers },
  control: ecrControl,
};
