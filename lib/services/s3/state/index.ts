import { stateIn } from "../../../runtime/state-definitions.js";
import * as warning from "../notifications/warning.js";
import * as buckets from "./buckets.js";
import * as objects from "./objects.js";
import * as settings from "./settings.js";
import * as uploads from "./uploads.js";

/** Everything that S3 keeps. */
export const state = stateIn(warning, buckets, objects, settings, uploads);
