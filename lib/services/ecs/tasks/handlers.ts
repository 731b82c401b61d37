import { defineTransient } from "../../../runtime/transient-state.js";
import type { TaskBehaviour, TaskStep } from "./outcome.js";

/** What the test said that tasks do, by family, or by family and container. */
export class TaskHandlers {
  private readonly scripts = new Map<string, Script>();
  private readonly named = new Names();

  /** Registers a behaviour in place of an earlier one; the function removes it. */
  set(family: string, container: string | undefined, behaviour: TaskBehaviour): () => void {
    const key = keyOf(family, container);
    const script = new Script(behaviour);
    this.scripts.set(key, script);
    if (container !== undefined) this.named.add(family, container);
    return () => {
      if (this.scripts.get(key) !== script) return;
      this.scripts.delete(key);
      if (container !== undefined) this.named.remove(family, container);
    };
  }

  /** The containers of a family that the test names: those with a behaviour, and those in the next outcome. */
  containersOf(family: string): ReadonlySet<string> {
    const next = this.scripts.get(family)?.peek();
    const inOutcome = typeof next === "object" ? Object.keys(next.containers ?? {}) : [];
    return new Set([...this.named.of(family), ...inOutcome]);
  }

  /** What the next run does; `undefined` when the test said nothing. */
  next(family: string, container?: string): TaskStep | undefined {
    return this.scripts.get(keyOf(family, container))?.next();
  }

  /** The families of which the test set the behaviour, or that of one of their containers. */
  families(): string[] {
    // Names of families and containers have no slashes.
    return Array.from(this.scripts.keys(), (key) => key.replace(/\/.*$/, ""));
  }

  has(family: string, container?: string): boolean {
    return this.scripts.has(keyOf(family, container));
  }
}

export const TASK_HANDLERS = defineTransient("ecs.task-handlers", () => new TaskHandlers());

/** A sequence of behaviours; the last is repeated. */
class Script {
  private readonly steps: readonly TaskStep[];
  private position = 0;

  constructor(behaviour: TaskBehaviour) {
    this.steps = isSequence(behaviour) ? [...behaviour] : [behaviour];
  }

  next(): TaskStep | undefined {
    const step = this.peek();
    this.position++;
    return step;
  }

  /** What {@link next} returns, without going on. */
  peek(): TaskStep | undefined {
    return this.steps[Math.min(this.position, this.steps.length - 1)];
  }
}

/** Containers by family. */
class Names {
  private readonly families = new Map<string, Set<string>>();

  of(family: string): ReadonlySet<string> {
    return this.families.get(family) ?? new Set();
  }

  add(family: string, container: string): void {
    this.families.set(family, new Set([...this.of(family), container]));
  }

  remove(family: string, container: string): void {
    this.families.set(family, new Set([...this.of(family)].filter((name) => name !== container)));
  }
}

function isSequence(behaviour: TaskBehaviour): behaviour is readonly TaskStep[] {
  return Array.isArray(behaviour);
}

function keyOf(family: string, container: string | undefined): string {
  return container === undefined ? family : `${family}/${container}`;
}
