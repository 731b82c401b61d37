import { defineTransient } from "../../../runtime/transient-state.js";

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
}

/**
 * Requests and tests that wait for the end of executions. They are not stored, because their requests are
 * not.
 */
class Endings {
  private readonly waiting = new Map<string, readonly Waiting[]>();

  /**
   * Resolves when an execution has ended. @throws Error if the simulator is reset, restored or closed first.
   */
  of(execution: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.set(execution, [...(this.waiting.get(execution) ?? []), { resolve, reject }]);
    });
  }

  ended(execution: string): void {
    const waiting = this.waiting.get(execution) ?? [];
    this.waiting.delete(execution);
    for (const { resolve } of waiting) resolve();
  }

  interrupt(): void {
    const reason = new Error("The simulator was reset, restored or closed before the execution ended.");
    const all = [...this.waiting.values()].flat();
    this.waiting.clear();
    for (const { reject } of all) reject(reason);
  }
}

export const ENDINGS = defineTransient("step-functions.awaited-endings", () => new Endings());
