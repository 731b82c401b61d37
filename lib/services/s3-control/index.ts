/**
 * Amazon S3 Control, API version 2018-08-20.
 *
 * Simulated: the public access block of an account; access points of buckets, with their policies, blocks,
 * aliases and tags; and the tags of buckets, which S3's own operations also read and write.
 *
 * Not simulated: scopes of access points, access grants, batch jobs, Storage Lens, Object Lambda,
 * multi-region access points and S3 on Outposts (501).
 */

import type { Handlers, ServiceDefinition } from "../../runtime/service.js";
import { stateIn } from "../../runtime/state-definitions.js";
import { version4Signing } from "../s3/signing/profile.js";
import { type S3ControlSim, s3ControlControl } from "./control.js";
import { slowDown, validationError } from "./errors/requests.js";
import type { facts } from "./generated/facts.js";
import { operationNames } from "./generated/operation-names.js";
import type { S3ControlOperations } from "./generated/types.js";
import * as stored from "./state.js";

export const s3Control: ServiceDefinition<typeof facts, S3ControlSim> = {
  identity: { name: "s3Control", signingName: "s3" },
  operationNames,
  wire: { paths: ["/v20180820/"] },
  loadFacts: () => import("./generated/facts.js"),
  loadOperations: (): Promise<Handlers<S3ControlOperations>> => import("./operations/index.js"),
  loadAuthorization: () => import("./authorization.js"),
  behaviour: () => ({
    signing: version4Signing,
    validationError,
    throttlingError: slowDown,
    hooks: {
      addHeaders(headers, _request, _ctx, { requestId }) {
        headers["x-amz-request-id"] = requestId;
      },
    },
  }),
  delays: () => ({}),
  state: () => stateIn(stored),
  timers: () => ({}),
  control: () => s3ControlControl,
};
