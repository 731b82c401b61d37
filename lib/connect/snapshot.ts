import { type Calls, segment, unlessMissing } from "./calls.js";

/** A state that a simulator in another process remembers until it is disposed, or that simulator is reset. */
export class ConnectedSnapshot implements AsyncDisposable {
  /** @internal */
  constructor(
    private readonly calls: Calls,
    /** Names it among the snapshots of the simulator. */
    readonly id: string,
  ) {}

  /** Forgets it: it can no longer be restored. Does nothing if it is forgotten already. */
  async dispose(): Promise<void> {
    await unlessMissing(this.calls.call("DELETE", `/snapshots/${segment(this.id)}`));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }
}
