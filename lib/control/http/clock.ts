import type { Duration } from "../../clock/duration.js";
import { membersOf } from "./body.js";
import type { Controlled } from "./controlled.js";
import { HttpError } from "./http-error.js";
import type { Routes } from "./router.js";

/** `/_sim/clock`: simulated time. Every call returns the time at its end. */
export function clockRoutes({ clock }: Controlled): Routes {
  const time = () => ({ now: clock.date(), mode: clock.mode });
  return {
    "GET /": time,
    "POST /advance": async ({ body }) => {
      // The clock rejects invalid durations.
      await clock.advance(membersOf(body, "duration").duration as Duration);
      return time();
    },
    "POST /set": async ({ body }) => {
      await clock.set(timeOf(membersOf(body, "time").time));
      return time();
    },
    "POST /freeze": () => {
      clock.freeze();
      return time();
    },
    "POST /resume": () => {
      clock.resume();
      return time();
    },
    "POST /run-until-idle": async () => {
      await clock.runUntilIdle();
      return time();
    },
  };
}

function timeOf(value: unknown): string | number {
  if (typeof value === "string" || typeof value === "number") return value;
  throw new HttpError(400, '"time" must be an ISO 8601 string or milliseconds since the epoch.');
}
