import { defineSettings } from "../../runtime/settings.js";

/**
 * Which pulls of tasks fail when the image is not there: `"known"`, those from
 * repositories that exist; `"always"`, those from any private registry of ECR;
 * `"never"`.
 */
export type PullCheck = "known" | "always" | "never";

/**
 * When PutImage asks for the layers that the manifest names: `"uploaded"`, in
 * repositories into which a layer was uploaded; `"always"`, as AWS does; `"never"`.
 */
export type LayerCheck = "uploaded" | "always" | "never";

/** How strict the simulator is; a matter of the test and not of AWS. */
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
