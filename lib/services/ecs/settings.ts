import { defineTransient } from "../../runtime/transient-state.js";

/** How strict the simulator is; a matter of the test and not of AWS. */
export interface EcsSettings {
  strictLogGroups: boolean;
}

export const SETTINGS = defineTransient("ecs.settings", (): EcsSettings => ({ strictLogGroups: false }));
