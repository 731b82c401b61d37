/**
 * Amazon S3, API version 2006-03-01.
 *
 * Simulated: general purpose buckets with every sub-resource, validated as on
 * S3; objects, versions, delete markers and object lock; conditions, ranges,
 * checksums, tags, metadata, storage classes and restores; copies and multipart
 * uploads; all listings; browser forms, presigned URLs, aws-chunked bodies,
 * virtual hosts and CORS. If signatures are verified, unsigned requests need a
 * policy or an ACL that allows them for everybody.
 *
 * Not simulated: directory buckets and RenameObject, access points,
 * SelectObjectContent, GetObjectTorrent, Object Lambda and metadata tables
 * (501). Policies, ACLs, lifecycle rules, notifications, replication, websites,
 * logging, inventories and similar configurations are validated, stored and
 * returned, and have no effect on signed requests: only the account that owns a
 * bucket can use it. A warning is logged for notifications.
 *
 * Differs on purpose: encryption settings are validated and returned; the bytes
 * are stored unencrypted, and every KMS key exists. Changes are visible
 * immediately. Customer-provided keys are accepted unless they are blocked, and
 * KMS is accepted without TLS.
 */

import type { Handlers, ServiceDefinition } from "../../runtime/service.js";
import { type S3Sim, s3Control } from "./control.js";
import { errorStatus, messageTooLong, slowDown } from "./errors/requests.js";
import type { facts } from "./generated/facts.js";
import { operationNames } from "./generated/operation-names.js";
import type { S3Operations } from "./generated/types.js";
import { DELAYS, timers } from "./objects/request-restore.js";
import { signing } from "./signing/profile.js";
import { state } from "./state/index.js";
import { validationError } from "./validation.js";
import { hooks } from "./wire/hooks.js";
import { bucketOfHost, claimsUnsigned } from "./wire/virtual-hosts.js";

export const s3: ServiceDefinition<typeof facts, S3Sim> = {
  identity: { name: "s3", signingName: "s3" },
  operationNames,
  wire: { ownsHost: (host) => bucketOfHost(host) !== undefined, claimsUnsigned },
  signing,
  loadFacts: () => import("./generated/facts.js"),
  loadOperations: (): Promise<Handlers<S3Operations>> => import("./operations/index.js"),
  validationError,
  errorStatus,
  throttlingError: slowDown,
  // The bodies of objects and parts are streamed: this is for documents.
  bodyLimit: { bytes: 8 * 1024 * 1024, error: messageTooLong },
  hooks,
  delays: DELAYS,
  state,
  timers,
  control: s3Control,
};
