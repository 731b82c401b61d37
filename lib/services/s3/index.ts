/**
 * Amazon S3, API version 2006-03-01.
 *
 * Simulated: general purpose buckets and objects.
 *
 * Not simulated: directory buckets, SelectObjectContent and Object Lambda
 * (501); policies and ACLs are stored, not enforced.
 *
 * Differs on purpose: encryption is said and checked, and done to no byte.
 */
import type { Handlers, ServiceDefinition } from "../../core/service.js";
import { S3Control } from "./control.js";
import type { facts } from "./generated/facts.js";
import type { S3Operations } from "./generated/types.js";
import * as buckets from "./operations/buckets.js";
import * as listings from "./operations/listings.js";
import * as objects from "./operations/objects.js";
import { validationError } from "./validation.js";
import { hooks } from "./wire/hooks.js";

export const s3: ServiceDefinition<typeof facts, S3Control> = {
  identity: { name: "s3", signingName: "s3" },
  wire: { fallback: true },
  loadFacts: () => import("./generated/facts.js"),
  operations: { ...buckets, ...listings, ...objects } satisfies Handlers<S3Operations>,
  validationError,
  hooks,
  delays: {},
  timers: {},
  control: (host) => new S3Control(host),
};
