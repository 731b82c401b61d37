import type { WireHooks } from "../../../core/wire-hooks.js";
import { answerIds } from "./ids.js";
import { toPathStyle } from "./virtual-hosts.js";

/** Where S3 leaves the common path of requests. */
export const hooks: WireHooks = {
  ids: answerIds,
  rewrite: toPathStyle,
  headers: () => SERVER,
};

const SERVER = { Server: "AmazonS3" };
