/**
 * Amazon S3 Control, API version 2018-08-20.
 *
 * Simulated: the public access block of an account, and the tags of buckets,
 * which are those that S3's own operations show.
 *
 * Not simulated: access points, access grants, batch jobs, Storage Lens,
 * Object Lambda, multi-region access points and S3 on Outposts (501).
 */
import type { Handlers, ServiceDefinition } from "../../runtime/service.js";
import { type S3ControlSim, s3ControlControl } from "./control.js";
import { invalidRequest } from "./errors.js";
import type { facts } from "./generated/facts.js";
import { operationNames } from "./generated/operation-names.js";
import type { S3ControlOperations } from "./generated/types.js";
import * as publicAccessBlocks from "./operations/public-access-blocks.js";
import * as tags from "./operations/tags.js";

export const s3Control: ServiceDefinition<typeof facts, S3ControlSim> = {
  identity: { name: "s3Control", signingName: "s3" },
  operationNames,
  wire: { paths: ["/v20180820/"] },
  // As S3's, without signatures of version 2.
  signing: { tolerance: 15 * 60_000, signsRawPath: true, declaresPayload: true, requiresExpiry: true },
  loadFacts: () => import("./generated/facts.js"),
  operations: { ...publicAccessBlocks, ...tags } satisfies Handlers<S3ControlOperations>,
  validationError: (message) => invalidRequest(message),
  hooks: {
    addHeaders(headers, _request, _ctx, { requestId }) {
      headers["x-amz-request-id"] = requestId;
    },
  },
  delays: {},
  timers: {},
  control: s3ControlControl,
};
