import { defineControl, list, read, type StateOf, stateOf } from "../../control/definition/define-control.js";
import type { Scope } from "../../runtime/scope.js";
import { ONLY_ROW } from "../../runtime/store/store.js";
import { describeAccessPointInFull } from "./access-points.js";
import type { GetAccessPointResult, PublicAccessBlockConfiguration } from "./generated/types.js";
import { ACCESS_POINTS, type AccessPointRow, PUBLIC_ACCESS_BLOCKS } from "./state.js";

/** The state of S3 Control. */
export type S3ControlState = StateOf<S3ControlSim, "publicAccessBlock" | "accessPoints">;

/** An access point with its policy and tags. */
export type AccessPointState = GetAccessPointResult & Pick<AccessPointRow, "policy" | "tags">;

/** `sim.s3Control`: reads account settings and access points. */
export interface S3ControlSim {
  /** Returns the state of S3 Control. */
  state(at?: Scope): S3ControlState;
  /** Returns a copy of the public access block of the account; `undefined` if it is not configured. */
  publicAccessBlock(at?: Scope): Required<PublicAccessBlockConfiguration> | undefined;
  /**
   * Returns all access points of the account and region, by name, as GetAccessPoint does, with their policies
   * and tags.
   */
  accessPoints(at?: Scope): AccessPointState[];
}

const reads = {
  accessPoints: list([], (ctx): AccessPointState[] =>
    Array.from(ctx.table(ACCESS_POINTS).values(), (row) => ({
      ...describeAccessPointInFull(ctx, row),
      policy: row.policy,
      tags: row.tags,
    })),
  ),
  publicAccessBlock: read([], (ctx) => ctx.table(PUBLIC_ACCESS_BLOCKS).get(ONLY_ROW)),
};

export const s3ControlControl = defineControl<S3ControlSim>({ ...reads, state: stateOf(reads) });
