import type { Clock } from "../clock.js";

/** An event of Docker. */
export interface DockerEvent {
  readonly Type: "container" | "image" | "network" | "volume";
  readonly Action: string;
  readonly Actor: { readonly ID: string; readonly Attributes: Readonly<Record<string, string>> };
  readonly scope: "local";
  readonly time: number;
  readonly timeNano: number;
  /** What clients below 1.52 read. */
  readonly status: string;
  readonly id: string;
  readonly from?: string;
}

/** Milliseconds since the epoch. Nanoseconds since then are beyond the whole numbers of JavaScript. */
export function timeOf({ timeNano }: DockerEvent): number {
  return Math.round(timeNano / 1e6);
}

/** Number of past events that a client can receive. */
const KEPT = 1_000;

/** Events, to be read as they happen. */
export class EventBus {
  private readonly past: DockerEvent[] = [];
  private readonly listeners = new Set<(event: DockerEvent) => void>();

  constructor(private readonly clock: Clock) {}

  emit(
    type: DockerEvent["Type"],
    action: string,
    id: string,
    attributes: Readonly<Record<string, string>> = {},
  ): void {
    const now = Math.floor(this.clock.now());
    const event: DockerEvent = {
      status: action,
      id,
      ...(attributes.image !== undefined && { from: attributes.image }),
      Type: type,
      Action: action,
      Actor: { ID: id, Attributes: attributes },
      scope: "local",
      time: Math.floor(now / 1_000),
      timeNano: now * 1_000_000,
    };
    this.past.push(event);
    if (this.past.length > KEPT) this.past.shift();
    for (const listener of this.listeners) listener(event);
  }

  /** The kept events, oldest first. */
  history(): readonly DockerEvent[] {
    return [...this.past];
  }

  /** Adds a listener; the function removes it. */
  listen(listener: (event: DockerEvent) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}
