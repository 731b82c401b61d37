import type { Backend } from "../backend.js";
import type { ContainerRecord } from "../store/records.js";

/** Emits an event of a container, with its name, image and labels. */
export function emitContainerEvent(
  { events }: Backend,
  action: string,
  { id, name, spec }: ContainerRecord,
  attributes: Readonly<Record<string, string>> = {},
): void {
  events.emit("container", action, id, { ...spec.labels, ...attributes, image: spec.image, name });
}
