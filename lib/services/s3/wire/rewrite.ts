import { isUtf8 } from "node:buffer";
import type { RequestHead } from "../../../core/wire-hooks.js";
import { withHoistedHeaders } from "./hoisted.js";
import { bucketOfHost } from "./virtual-hosts.js";

/** A request as the model knows it: the bucket in its path, its headers where headers are. */
export function rewrite(request: RequestHead): RequestHead {
  const bucket = bucketOfHost(request.headers.host);
  const raw = NOT_ASCII.test(request.path) ? escaped(request.path) : request.path;
  const path = bucket === undefined ? raw : `/${bucket}${raw}`;
  return withHoistedHeaders(path === request.path ? request : { ...request, path });
}

const NOT_ASCII = /[^ -~]/;

/** Clients like curl send the bytes of a key bare, which Node reads as Latin-1. What is no UTF-8 stays, to be refused. */
function escaped(path: string): string {
  const bytes = Buffer.from(path, "latin1");
  return isUtf8(bytes) ? encodeURI(bytes.toString("utf8")).replaceAll("%25", "%") : path;
}
