import type { Context } from "../../../runtime/context.js";
import { defineTable } from "../../../runtime/store/store.js";
import { defineTransient } from "../../../runtime/transient-state.js";
import { wildcardMatcher } from "../../../text/wildcards.js";
import type { Doing } from "../state/outcomes.js";
import { type TaskBehaviour, type TaskStep, toOutcome } from "./outcome.js";

/** Number of executed steps of a sequence, by the number of its behaviour. */
export const POSITIONS = defineTable<number, number>({
  name: "ecs.behaviour-positions",
  key: "behaviour",
  scope: "global",
});

/** A behaviour of many families: `worker-*`. */
interface PatternBehaviour {
  readonly key: string;
  readonly matches: (family: string) => boolean;
  readonly container: string | undefined;
  readonly behaviour: Behaviour;
}

/** Whether a family argument is a pattern. Family names have no asterisk. */
function isPattern(family: string): boolean {
  return family.includes("*");
}

/**
 * The behaviours set by the test, by family, or by family and container. For a family without its own, the
 * newest matching pattern applies.
 */
export class TaskHandlers {
  private readonly behaviours = new Map<string, Behaviour>();
  /** Newest first. */
  private patterns: readonly PatternBehaviour[] = [];
  private readonly named = new Names();
  private registered = 0;

  /** Number of behaviours set so far, including removed ones. */
  get count(): number {
    return this.registered;
  }

  /** Sets or replaces a behaviour; returns a function that removes it. */
  set(family: string, container: string | undefined, steps: TaskBehaviour): () => void {
    const key = keyOf(family, container);
    const behaviour = new Behaviour(this.registered + 1, steps);
    this.registered++;
    if (isPattern(family))
      return this.setPattern({ key, matches: wildcardMatcher(family), container, behaviour });
    this.behaviours.set(key, behaviour);
    if (container !== undefined) this.named.add(family, container);
    return () => {
      if (this.behaviours.get(key) !== behaviour) return;
      this.behaviours.delete(key);
      if (container !== undefined) this.named.remove(family, container);
    };
  }

  /** The behaviour of a family's tasks, or of one of their containers. */
  get(family: string, container?: string): Behaviour | undefined {
    return (
      this.behaviours.get(keyOf(family, container)) ??
      this.patterns.find((pattern) => pattern.container === container && pattern.matches(family))?.behaviour
    );
  }

  /** The containers of a family with their own behaviour. */
  containersOf(family: string): ReadonlySet<string> {
    return this.named.of(family);
  }

  private setPattern(added: PatternBehaviour): () => void {
    this.patterns = [added, ...this.patterns.filter(({ key }) => key !== added.key)];
    return () => {
      this.patterns = this.patterns.filter((pattern) => pattern !== added);
    };
  }

  /** The families with a behaviour, or with one for a container. */
  families(): string[] {
    // Names of families and containers have no slashes.
    return Array.from(this.behaviours.keys(), (key) => key.replace(/\/.*$/, ""));
  }
}

export const TASK_HANDLERS = defineTransient("ecs.task-handlers", () => new TaskHandlers());

/** A sequence of steps whose last repeats. Its position is a row, so that a snapshot restores it. */
class Behaviour {
  private readonly steps: readonly TaskStep[];
  private readonly doings: readonly Doing[];

  constructor(
    private readonly number: number,
    steps: TaskBehaviour,
  ) {
    this.steps = isSequence(steps) ? [...steps] : [steps];
    this.doings = this.steps.map((step, handler) =>
      typeof step === "function" ? { handler } : { outcome: toOutcome(step) },
    );
  }

  /** The step of the next run. */
  next(ctx: Context): Doing | undefined {
    if (this.doings.length === 1) return this.doings[0];
    const positions = ctx.table(POSITIONS);
    const position = positions.get(this.number) ?? 0;
    if (position < this.doings.length - 1) positions.put(this.number, position + 1);
    return this.doings[position];
  }

  /** As {@link next}, without moving on. */
  peek(ctx: Context): Doing | undefined {
    return this.doings.length === 1
      ? this.doings[0]
      : this.doings[ctx.table(POSITIONS).get(this.number) ?? 0];
  }

  /** The step at a position, or the last. */
  at(position: number): TaskStep | undefined {
    return this.steps[Math.min(position, this.steps.length - 1)];
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
