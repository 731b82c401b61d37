import { stateIn } from "../../../runtime/state-definitions.js";
import * as outcomes from "../scans/outcomes.js";
import * as settings from "../settings.js";
import * as images from "./images.js";
import * as layers from "./layers.js";
import * as lifecycle from "./lifecycle.js";
import * as registry from "./registry.js";
import * as repositories from "./repositories.js";

/** All state of ECR. */
export const state = stateIn(outcomes, settings, images, layers, lifecycle, registry, repositories);
