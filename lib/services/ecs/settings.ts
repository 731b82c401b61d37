import { defineLive } from "../../core/live.js";

/** How strict the simulator is; a matter of the test and not of AWS. */
export interface EcsSettings {
  strictLogGroups: boolean;
}

export const SETTINGS = defineLive("ecs.settings", (): EcsSettings => ({ strictLogGroups: false }));
