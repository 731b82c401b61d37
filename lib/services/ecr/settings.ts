import { defineSettings } from "../../runtime/settings.js";

/**
 * Which pulls of tasks fail if the image does not exist: `"known"`, those from existing repositories;
 * `"always"`, those from any private registry of ECR; `"never"`.
 */
export type PullCheck = "known" | "always" | "never";

/**
 * When PutImage requires the layers in the manifest: `"uploaded"`, in repositories with an uploaded layer;
 * `"always"`, as on AWS; `"never"`.
 */
export type LayerCheck = "uploaded" | "always" | "never";

/** Strictness of the simulator. A setting for tests that AWS does not have. */
export interface EcrSettings {
  readonly strictPutImage: boolean;
  readonly pullCheck: PullCheck;
  readonly layerCheck: LayerCheck;
  readonly longTokens: boolean;
}

export const SETTINGS = defineSettings<EcrSettings>("ecr.settings", {
  strictPutImage: false,
  pullCheck: "known",
  layerCheck: "uploaded",
  longTokens: false,
});
