import type { WireHooks } from "../../../core/wire-hooks.js";
import { checkBody } from "../checksums/whole-bodies.js";
import { answerIds } from "./ids.js";
import { unreadable } from "./parameters.js";
import { toPathStyle } from "./virtual-hosts.js";

/** Where S3 leaves the common path of requests. */
export const hooks: WireHooks = {
  ids: answerIds,
  rewrite: toPathStyle,
  checkBody,
  headers: () => SERVER,
  unreadable,
};

const SERVER = { Server: "AmazonS3" };
