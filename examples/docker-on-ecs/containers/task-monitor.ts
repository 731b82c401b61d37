import type { AwsClients } from "../aws/clients.js";
import { describeTasks, taskRecordOf } from "../aws/tasks.js";
import { type Clock, pause } from "../clock.js";
import type { Settings } from "../config/settings.js";
import { errorFields, type Log } from "../log.js";
import type { ContainerRecord } from "../store/records.js";
import type { Store } from "../store/store.js";
import { isActive } from "./state.js";

/** What the monitor works with. */
export interface MonitorOptions {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  readonly aws: AwsClients;
  readonly store: Store;
}

/** Hears of a container whose task has changed. */
export type TaskListener = (before: ContainerRecord, after: ContainerRecord) => void;

/**
 * Looks at the tasks of all containers, as long as there are active ones, and
 * keeps the store up to date. Everything that waits for a task waits here.
 */
export class TaskMonitor {
  private readonly stopped = new AbortController();
  private readonly waiting = new Set<() => void>();
  private loop: Promise<void> | undefined;

  constructor(
    private readonly options: MonitorOptions,
    private readonly onChange: TaskListener,
  ) {}

  /** Looks at tasks until none is active. Call it when one has started. */
  watch(): void {
    this.loop ??= this.run().finally(() => {
      this.loop = undefined;
    });
  }

  /** Describes the tasks of containers now. Tasks that ECS has forgotten have stopped. */
  async refresh(containers: readonly ContainerRecord[]): Promise<void> {
    const { aws, settings, store } = this.options;
    const arns = containers.filter(isActive).flatMap(({ task }) => (task ? [task.arn] : []));
    if (arns.length === 0) return;
    const found = await describeTasks(aws, settings, arns);
    for (const { id } of containers) {
      const container = store.containers.get(id);
      const { task } = container ?? {};
      if (container === undefined || task === undefined || !arns.includes(task.arn)) continue;
      const described = found.get(task.arn);
      this.update(container, {
        ...container,
        task: described
          ? taskRecordOf(described, task)
          : { ...task, lastStatus: "STOPPED", stoppedAt: task.stoppedAt ?? this.options.clock.now() },
      });
    }
  }

  /** Stores a container, and wakes those that wait for a change. */
  update(before: ContainerRecord, after: ContainerRecord): ContainerRecord {
    this.options.store.containers.put(after.id, after);
    if (before.task?.lastStatus !== after.task?.lastStatus) this.onChange(before, after);
    this.wake();
    return after;
  }

  /** Wakes those that wait, after a change that is not one of a task. */
  wake(): void {
    for (const look of [...this.waiting]) look();
  }

  /**
   * Resolves with a container as soon as it is as wanted, or with `undefined`
   * when it has been removed. Rejects when the signal aborts.
   */
  until(
    id: string,
    wanted: (container: ContainerRecord) => boolean,
    signal: AbortSignal,
  ): Promise<ContainerRecord | undefined> {
    return new Promise((resolve, reject) => {
      const end = () => {
        this.waiting.delete(look);
        signal.removeEventListener("abort", abort);
      };
      const look = () => {
        const container = this.options.store.containers.get(id);
        if (container !== undefined && !wanted(container)) return;
        end();
        resolve(container);
      };
      const abort = () => {
        end();
        reject(signal.reason);
      };
      if (signal.aborted) return reject(signal.reason);
      this.waiting.add(look);
      signal.addEventListener("abort", abort);
      look();
    });
  }

  /** Ends the loop. */
  async stop(): Promise<void> {
    this.stopped.abort();
    await this.loop;
  }

  private async run(): Promise<void> {
    const { clock, log, settings, store } = this.options;
    const { signal } = this.stopped;
    while (!signal.aborted) {
      const active = store.containers.values().filter(isActive);
      if (active.length === 0) return;
      try {
        await this.refresh(active);
      } catch (error) {
        // The next look may succeed; the SDK has tried again already.
        if (!signal.aborted) log.error("tasks could not be described", errorFields(error));
      }
      await pause(clock, settings.pollInterval, signal);
    }
  }
}
