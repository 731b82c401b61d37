import type { Scope } from "../../runtime/scope.js";
import type { ControlHost, ShowsState } from "../../runtime/service.js";
import { ONLY_ROW } from "../../runtime/store/store.js";
import type { PublicAccessBlockConfiguration } from "./generated/types.js";
import { PUBLIC_ACCESS_BLOCKS } from "./state.js";

/** `sim.s3Control`: what is set for whole accounts. */
export class S3ControlControl implements ShowsState {
  /** @internal */
  constructor(private readonly host: ControlHost) {}

  state(at?: Scope): object {
    return { publicAccessBlock: this.publicAccessBlock(at) };
  }

  /** What the account blocks of public access; `undefined` when nothing was configured. A copy. */
  publicAccessBlock(at?: Scope): Required<PublicAccessBlockConfiguration> | undefined {
    return structuredClone(this.host.context(at).table(PUBLIC_ACCESS_BLOCKS).get(ONLY_ROW));
  }
}
