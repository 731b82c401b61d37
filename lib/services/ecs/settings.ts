import { defineSettings } from "../../runtime/settings.js";

/** How strict the simulator is; a matter of the test and not of AWS. */
export interface EcsSettings {
  readonly strictLogGroups: boolean;
}

export const SETTINGS = defineSettings<EcsSettings>("ecs.settings", { strictLogGroups: false });
