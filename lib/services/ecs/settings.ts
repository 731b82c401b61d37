import { defineSettings } from "../../runtime/settings.js";

/** Strictness of the simulator. A setting for tests that AWS does not have. */
export interface EcsSettings {
  readonly strictLogGroups: boolean;
}

export const SETTINGS = defineSettings<EcsSettings>("ecs.settings", { strictLogGroups: false });
