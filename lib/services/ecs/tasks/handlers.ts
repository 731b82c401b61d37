import { defineLive } from "../../../core/live.js";
import type { TaskBehaviour, TaskStep } from "./outcome.js";

/** What the test said that tasks do, by family, or by family and container. */
export class TaskHandlers {
  private readonly scripts = new Map<string, Script>();

  /** Registers a behaviour in place of an earlier one; the function takes it back. */
  set(family: string, container: string | undefined, behaviour: TaskBehaviour): () => void {
    const key = keyOf(family, container);
    const script = new Script(behaviour);
    this.scripts.set(key, script);
    return () => {
      if (this.scripts.get(key) === script) this.scripts.delete(key);
    };
  }

  /** What the next run does; `undefined` when the test said nothing. */
  next(family: string, container?: string): TaskStep | undefined {
    return this.scripts.get(keyOf(family, container))?.next();
  }

  has(family: string, container?: string): boolean {
    return this.scripts.has(keyOf(family, container));
  }
}

export const TASK_HANDLERS = defineLive("ecs.task-handlers", () => new TaskHandlers());

/** A sequence of behaviours; the last is repeated. */
class Script {
  private readonly steps: readonly TaskStep[];
  private position = 0;

  constructor(behaviour: TaskBehaviour) {
    this.steps = isSequence(behaviour) ? [...behaviour] : [behaviour];
    if (this.steps.length === 0)
      throw new TypeError("A sequence of outcomes is empty. Give at least one, or an outcome or a handler.");
  }

  next(): TaskStep | undefined {
    const step = this.steps[Math.min(this.position, this.steps.length - 1)];
    this.position++;
    return step;
  }
}

function isSequence(behaviour: TaskBehaviour): behaviour is readonly TaskStep[] {
  return Array.isArray(behaviour);
}

function keyOf(family: string, container: string | undefined): string {
  return container === undefined ? family : `${family}/${container}`;
}
