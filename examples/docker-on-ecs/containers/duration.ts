import type { ContainerRecord } from "../store/records.js";
import { exitCodeOf, healthOf, statusOf } from "./state.js";

/** The text of the column STATUS: `Up 3 minutes`, `Exited (0) 5 seconds ago`. */
export function statusText(container: ContainerRecord, now: number): string {
  const { task } = container;
  switch (statusOf(container)) {
    case "created":
      return "Created";
    case "running":
      return `Up ${durationText(now - (task?.startedAt ?? now))}${healthText(container)}`;
    case "exited":
      return `Exited (${exitCodeOf(container)}) ${durationText(now - (task?.stoppedAt ?? now))} ago`;
  }
}

function healthText({ spec, task }: ContainerRecord): string {
  if (spec.healthcheck === undefined) return "";
  const health = healthOf(task);
  return health === "starting" ? " (health: starting)" : ` (${health})`;
}

/** A duration in Docker's words. */
export function durationText(milliseconds: number): string {
  const seconds = Math.floor(Math.max(0, milliseconds) / 1_000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.round(seconds / 3_600);
  const days = Math.floor(hours / 24);
  if (seconds < 1) return "Less than a second";
  if (seconds === 1) return "1 second";
  if (seconds < 60) return `${seconds} seconds`;
  if (minutes === 1) return "About a minute";
  if (minutes < 60) return `${minutes} minutes`;
  if (hours === 1) return "About an hour";
  if (hours < 48) return `${hours} hours`;
  if (days < 14) return `${days} days`;
  if (days < 60) return `${Math.floor(days / 7)} weeks`;
  if (days < 730) return `${Math.floor(days / 30)} months`;
  return `${Math.floor(days / 365)} years`;
}
