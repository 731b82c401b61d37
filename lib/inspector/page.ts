import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { brotliDecompressSync } from "node:zlib";
import { HttpError } from "../control/http/http-error.js";
import { writeJson } from "../control/http/json.js";
import type { WireResponse } from "../wire/message.js";

/** The element with the data of the report, before the script that reads it. */
const DATA_ID = "aws-sim-report";

/**
 * The page of the inspector: one file without references. `npm run build` writes it into the package, and
 * `node tools/inspector.mjs` beside this file, for programs that run from the sources.
 *
 * @throws HttpError 404 if it was not built.
 */
function readPage(): string {
  try {
    const compressed = readFileSync(new URL("./generated/inspector.html.br", import.meta.url));
    return brotliDecompressSync(compressed).toString("utf8");
  } catch {
    throw new HttpError(404, "The page of the inspector was not built. Run: node tools/inspector.mjs", {
      unknown: "page",
    });
  }
}

/** The response with the page. A browser runs and loads only its own script and styles. */
export function pageResponse(): WireResponse {
  const page = readPage();
  const policy = `${policyOf(page)}; connect-src 'self'; frame-ancestors 'none'`;
  return {
    status: 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
    },
    body: page,
  };
}

/** The page with embedded data: one file that opens without a server and makes no requests. */
export function pageWithData(data: unknown): string {
  const page = readPage();
  const policy = `<meta http-equiv="Content-Security-Policy" content="${policyOf(page)}">`;
  // In JSON, "<" occurs only in strings.
  const json = writeJson(data).replaceAll("<", "\\u003c");
  const script = `<script type="application/json" id="${DATA_ID}">${json}</script>`;
  return page
    .replace('<meta charset="utf-8">', (charset) => charset + policy)
    .replace("<script", (begin) => script + begin);
}

/** The Content-Security-Policy of a page: hashes of its own script and styles. */
function policyOf(page: string): string {
  const [script, style] = ["script", "style"].map((name) => hashOf(contentOf(page, name)));
  return `default-src 'none'; script-src '${script}'; style-src '${style}'; img-src data: blob:; base-uri 'none'; form-action 'none'`;
}

/** The content of the only element with a name. */
function contentOf(page: string, name: string): string {
  const begin = page.indexOf(">", page.indexOf(`<${name}`)) + 1;
  return page.slice(begin, page.lastIndexOf(`</${name}>`));
}

function hashOf(content: string): string {
  return `sha256-${createHash("sha256").update(content, "utf8").digest("base64")}`;
}
