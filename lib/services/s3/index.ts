/**
 * Amazon S3, API version 2006-03-01.
 *
 * Simulated: general purpose buckets with every sub-resource, checked as S3
 * checks it; objects, versions, delete markers and object lock; conditions,
 * ranges, checksums, tags, metadata, storage classes and restores; copies and
 * multipart uploads; all listings; forms of browsers, presigned URLs,
 * aws-chunked bodies, virtual hosts and CORS. Where signatures are verified,
 * unsigned requests may do what a policy or an ACL lets everybody do.
 *
 * Not simulated: directory buckets and RenameObject, access points,
 * SelectObjectContent, GetObjectTorrent, Object Lambda and metadata tables
 * (501). Policies, ACLs, lifecycle rules, notifications, replication, websites,
 * logging, inventories and the like are validated, stored and returned, and
 * have no effect: only the account that owns a bucket can use it. A warning is
 * logged for notifications.
 *
 * Differs on purpose: encryption settings are validated and returned; the
 * bytes are stored unencrypted, and every KMS key exists. Changes are visible
 * immediately. Customer-provided keys are accepted unless they are blocked,
 * and KMS is accepted without TLS.
 */
import type { Handlers, ServiceDefinition } from "../../runtime/service.js";
import { type S3Sim, s3Control } from "./control.js";
import { messageTooLong } from "./errors/requests.js";
import { errorStatus } from "./errors/statuses.js";
import type { facts } from "./generated/facts.js";
import { operationNames } from "./generated/operation-names.js";
import type { S3Operations } from "./generated/types.js";
import { DELAYS, timers } from "./objects/request-restore.js";
import * as access from "./operations/access.js";
import * as acl from "./operations/acl.js";
import * as attributes from "./operations/attributes.js";
import * as bucketAnalytics from "./operations/bucket-analytics.js";
import * as bucketCors from "./operations/bucket-cors.js";
import * as bucketEncryption from "./operations/bucket-encryption.js";
import * as bucketIntelligentTiering from "./operations/bucket-intelligent-tiering.js";
import * as bucketInventories from "./operations/bucket-inventories.js";
import * as bucketLifecycles from "./operations/bucket-lifecycles.js";
import * as bucketLogging from "./operations/bucket-logging.js";
import * as bucketMetrics from "./operations/bucket-metrics.js";
import * as bucketNotifications from "./operations/bucket-notifications.js";
import * as bucketPolicies from "./operations/bucket-policies.js";
import * as bucketReplication from "./operations/bucket-replication.js";
import * as bucketSettings from "./operations/bucket-settings.js";
import * as bucketWebsites from "./operations/bucket-websites.js";
import * as buckets from "./operations/buckets.js";
import * as copies from "./operations/copies.js";
import * as listings from "./operations/listings.js";
import * as objectLock from "./operations/object-lock.js";
import * as objects from "./operations/objects.js";
import * as parts from "./operations/parts.js";
import * as restores from "./operations/restores.js";
import * as tagging from "./operations/tagging.js";
import * as uploadListings from "./operations/upload-listings.js";
import * as uploads from "./operations/uploads.js";
import * as versioning from "./operations/versioning.js";
import { validationError } from "./validation.js";
import { hooks } from "./wire/hooks.js";
import { signing } from "./wire/signing.js";
import { bucketOfHost } from "./wire/virtual-hosts.js";

export const s3: ServiceDefinition<typeof facts, S3Sim> = {
  identity: { name: "s3", signingName: "s3" },
  operationNames,
  wire: { fallback: true, ownsHost: (host) => bucketOfHost(host) !== undefined },
  signing,
  loadFacts: () => import("./generated/facts.js"),
  operations: {
    ...access,
    ...acl,
    ...attributes,
    ...bucketAnalytics,
    ...bucketCors,
    ...bucketEncryption,
    ...bucketIntelligentTiering,
    ...bucketInventories,
    ...bucketLifecycles,
    ...bucketLogging,
    ...bucketMetrics,
    ...bucketNotifications,
    ...bucketPolicies,
    ...bucketReplication,
    ...bucketSettings,
    ...bucketWebsites,
    ...buckets,
    ...copies,
    ...listings,
    ...objectLock,
    ...objects,
    ...parts,
    ...restores,
    ...tagging,
    ...uploadListings,
    ...uploads,
    ...versioning,
  } satisfies Handlers<S3Operations>,
  validationError,
  errorStatus,
  // The bodies of objects and parts are streamed: this is for documents.
  bodyLimit: { bytes: 8 * 1024 * 1024, error: messageTooLong },
  hooks,
  delays: DELAYS,
  timers,
  control: s3Control,
};
