/**
 * Amazon S3, API version 2006-03-01.
 *
 * Simulated: general purpose buckets with every sub-resource, validated as on
 * S3; objects, versions, delete markers and object lock; conditions, ranges,
 * checksums, tags, metadata, storage classes and restores; copies and multipart
 * uploads; all listings; browser forms, presigned URLs, aws-chunked bodies,
 * virtual hosts and CORS. If signatures are verified, unsigned requests need a
 * policy or an ACL that allows them for everybody. On the clock: lifecycles,
 * events for functions, queues, topics and EventBridge, replication, access logs
 * and inventories (CSV). Websites, access points, and SelectObjectContent of CSV
 * and JSON.
 *
 * Not simulated: directory buckets and RenameObject, multi-region access points,
 * SelectObjectContent of Parquet and BZIP2, GetObjectTorrent, Object Lambda and
 * metadata tables (501). Policies and ACLs decide about signed requests only with
 * the option `authorization`; without it, the account that owns a bucket can use
 * it and no other. Analytics, metrics and intelligent tiering are validated,
 * stored and returned.
 *
 * Differs on purpose: encryption settings are validated and returned; the bytes
 * are stored unencrypted, and every KMS key exists. Changes are visible
 * immediately, unless `sim.s3.delayConsistency` delays them. Customer-provided
 * keys are accepted unless they are blocked, and KMS is accepted without TLS.
 */

import { deliveryActivities } from "../../delivery/activities.js";
import type { Handlers, ServiceDefinition } from "../../runtime/service.js";
import { CONSISTENCY_TIMERS } from "./consistency/former.js";
import { type S3Sim, s3Control } from "./control.js";
import { DELAYS } from "./delays.js";
import { deniedError } from "./errors/access.js";
import { errorStatus, messageTooLong, slowDown } from "./errors/requests.js";
import { EVENT_DELIVERY, EVENT_TIMERS } from "./events/deliver.js";
import type { facts } from "./generated/facts.js";
import { operationNames } from "./generated/operation-names.js";
import type { S3Operations } from "./generated/types.js";
import { INVENTORY_TIMERS } from "./inventories/report.js";
import { LIFECYCLE_TIMERS } from "./lifecycle/scan.js";
import { LOG_TIMERS } from "./logging/deliver.js";
import { RESTORE_TIMERS } from "./objects/request-restore.js";
import { REPLICATION_TIMERS } from "./replication/replicate.js";
import { signing } from "./signing/profile.js";
import { state } from "./state/index.js";
import { validationError } from "./validation.js";
import { WEBSITE_PATH, websiteHost } from "./website/addresses.js";
import { hooks } from "./wire/hooks.js";
import { bucketOfHost, claimsUnsigned } from "./wire/virtual-hosts.js";

export const s3: ServiceDefinition<typeof facts, S3Sim> = {
  identity: { name: "s3", signingName: "s3" },
  operationNames,
  wire: {
    ownsVersion2: true,
    ownsHost: (host) => websiteHost(host) !== undefined || bucketOfHost(host) !== undefined,
    claimsUnsigned,
    paths: [WEBSITE_PATH],
  },
  loadFacts: () => import("./generated/facts.js"),
  loadOperations: (): Promise<Handlers<S3Operations>> => import("./operations/index.js"),
  loadAuthorization: () => import("./authorization.js"),
  behaviour: () => ({
    signing,
    deniedError,
    validationError,
    errorStatus,
    throttlingError: slowDown,
    // Limit for documents; the bodies of objects and parts are streamed.
    bodyLimit: { bytes: 8 * 1024 * 1024, error: messageTooLong },
    hooks,
  }),
  delays: () => DELAYS,
  state: () => state,
  timers: () => ({
    ...RESTORE_TIMERS,
    ...LIFECYCLE_TIMERS,
    ...EVENT_TIMERS,
    ...REPLICATION_TIMERS,
    ...LOG_TIMERS,
    ...INVENTORY_TIMERS,
    ...CONSISTENCY_TIMERS,
  }),
  activities: deliveryActivities(EVENT_DELIVERY, ({ event }) => event),
  control: () => s3Control,
};
