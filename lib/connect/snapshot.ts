import { type Calls, segment, unlessMissing } from "./calls.js";

/**
 * A captured state of a simulator in another process, valid until it is disposed or the simulator is reset.
 */
export class ConnectedSnapshot implements AsyncDisposable {
  /** @internal */
  constructor(
    private readonly calls: Calls,
    /** Identifies the snapshot in the simulator. */
    readonly id: string,
  ) {}

  /** Disposes the snapshot, which can no longer be restored. Does nothing if it is already disposed. */
  async dispose(): Promise<void> {
    await unlessMissing(this.calls.call("DELETE", `/snapshots/${segment(this.id)}`));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }
}
