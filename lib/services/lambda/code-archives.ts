import type { Context } from "../../runtime/context.js";
import type { Blob } from "../../wire/blob.js";
import type { PlainAnswer, RequestHead, UnmodelledOperation } from "../../wire/hooks.js";
import { layerVersionsOf } from "./layers.js";
import { versionsOf } from "./lookup.js";
import type { Code } from "./state.js";
import { digestOf } from "./text.js";

/** Archives of functions are in AWS's bucket for tasks, those of layers in the one for layers. */
type Shelf = "tasks" | "layers";

/** The parts of the path of an archive. */
interface ArchiveAddress {
  readonly shelf: Shelf;
  readonly region: string;
  readonly account: string;
  /** Of the function or layer. */
  readonly name: string;
  readonly fingerprint: string;
}

const EXPIRES_SECONDS = 600;
const PATH = /^\/awslambda-([a-z0-9-]+)-(tasks|layers)\/snapshots\/(\d{12})\/([\w-]+)-([0-9a-f]{32})$/;

/**
 * A presigned URL for the archive of a function or layer, valid for ten minutes of simulated time. It is a
 * URL of the simulator in AWS's form. Its credential names Lambda instead of S3, so that the request is
 * routed here.
 */
export function archiveUrl(ctx: Context, shelf: Shelf, name: string, code: Code): string {
  const fingerprint = fingerprintOf(code);
  const { region, account } = ctx;
  const path = `/awslambda-${region}-${shelf}/snapshots/${account}/${name}-${fingerprint}`;
  const date = ctx
    .date()
    .toISOString()
    .replace(/[-:]|\.\d+/g, "");
  const query = new URLSearchParams({
    versionId: digestOf(code.sha256).slice(32),
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Date": date,
    "X-Amz-SignedHeaders": "host",
    "X-Amz-Expires": String(EXPIRES_SECONDS),
    "X-Amz-Credential": `${ctx.caller.accessKeyId}/${date.slice(0, 8)}/${region}/lambda/aws4_request`,
    "X-Amz-Signature": sealOf(path, date, code),
  });
  return `${ctx.settings.url}${path}?${query}`;
}

/** The download of an archive; `undefined` for other requests. */
export function archiveDownload(request: RequestHead, ctx: Context): UnmodelledOperation | undefined {
  const address = request.method === "GET" ? addressOf(request.path) : undefined;
  if (!address) return undefined;
  return { name: "DownloadCode", run: () => download(address, request, ctx) };
}

function download(address: ArchiveAddress, { path, query }: RequestHead, ctx: Context): PlainAnswer {
  const code = codeAt(ctx.elsewhere(address), address);
  if (!code?.archive) return rejection(404, "NoSuchKey", "The specified key does not exist.");
  const parameters = new URLSearchParams(query);
  const date = parameters.get("X-Amz-Date") ?? "";
  if (parameters.get("X-Amz-Signature") !== sealOf(path, date, code)) {
    return rejection(
      403,
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    );
  }
  if (ctx.now() >= timeOf(date) + EXPIRES_SECONDS * 1000) {
    return rejection(403, "AccessDenied", "Request has expired");
  }
  return found(code.archive);
}

function addressOf(path: string): ArchiveAddress | undefined {
  const [, region, shelf, account, name, fingerprint] = PATH.exec(path) ?? [];
  if (!region || !account || !name || !fingerprint) return undefined;
  return { region, shelf: shelf === "layers" ? "layers" : "tasks", account, name, fingerprint };
}

/** The code of an existing version; replaced or deleted code cannot be downloaded. */
function codeAt(ctx: Context, { shelf, name, fingerprint }: ArchiveAddress): Code | undefined {
  const rows = shelf === "tasks" ? versionsOf(ctx, name) : layerVersionsOf(ctx, name);
  for (const { code } of rows) if (fingerprintOf(code) === fingerprint) return code;
  return undefined;
}

function fingerprintOf({ sha256 }: Code): string {
  return digestOf(sha256).slice(0, 32);
}

/** Replaces the signature, so that a URL with a changed date is invalid. */
function sealOf(path: string, date: string, { sha256 }: Code): string {
  return digestOf(JSON.stringify([path, date, sha256]));
}

/** `20240501T120000Z` in milliseconds. */
function timeOf(date: string): number {
  return Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
}

function found(archive: Blob): PlainAnswer {
  return {
    status: 200,
    headers: { "content-type": "application/zip", "content-length": String(archive.size) },
    body: archive.bytes(),
  };
}

function rejection(status: number, code: string, message: string): PlainAnswer {
  return {
    status,
    headers: { "content-type": "application/xml" },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  };
}
