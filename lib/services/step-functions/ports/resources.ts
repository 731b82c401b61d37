import type { ContextAt } from "../../../runtime/context.js";
import type { ResourceDirectory } from "../../../runtime/ports/resources.js";
import { ACTIVITIES } from "../state/activities.js";
import { STATE_MACHINES } from "../state/state-machines.js";

/** Returns the tags of state machines and activities for permission decisions. */
export function resourcesPort(contextAt: ContextAt): ResourceDirectory {
  return ({ account, region, resource }) => {
    const [type, name = ""] = resource.split(":");
    const ctx = contextAt({ account, region });
    const table = type === "activity" ? ctx.table(ACTIVITIES) : ctx.table(STATE_MACHINES);
    const row = type === "stateMachine" || type === "activity" ? table.get(name) : undefined;
    return row && { tags: Object.fromEntries(row.tags.map(({ key, value }) => [key, value])) };
  };
}
