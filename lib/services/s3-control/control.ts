import { defineControl, read, type StateOf, stateOf } from "../../control/definition/define-control.js";
import type { Scope } from "../../runtime/scope.js";
import { ONLY_ROW } from "../../runtime/store/store.js";
import type { PublicAccessBlockConfiguration } from "./generated/types.js";
import { PUBLIC_ACCESS_BLOCKS } from "./state.js";

/** What is set for a whole account. */
export type S3ControlState = StateOf<S3ControlSim, "publicAccessBlock">;

/** `sim.s3Control`: what is set for whole accounts. */
export interface S3ControlSim {
  /** All that S3 Control holds. */
  state(at?: Scope): S3ControlState;

  /** What the account blocks of public access; `undefined` if nothing was configured. A copy. */
  publicAccessBlock(at?: Scope): Required<PublicAccessBlockConfiguration> | undefined;
}

const reads = {
  publicAccessBlock: read([], (ctx) => ctx.table(PUBLIC_ACCESS_BLOCKS).get(ONLY_ROW)),
};

export const s3ControlControl = defineControl<S3ControlSim>({ ...reads, state: stateOf(reads) });
