// Builds the page of the inspector, inspector/ → one HTML file, compressed: `node tools/inspector.mjs` beside the sources that serve it.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "rolldown";

const root = new URL("../", import.meta.url);

/** Where programs that run from the sources find the page. */
export const PAGE_OF_SOURCES = fileURLToPath(new URL("lib/inspector/generated/inspector.html.br", root));

/**
 * Writes the page with its script and styles in it. It refers to nothing else.
 *
 * @param {string} file
 */
export async function buildPage(file) {
  const { output } = await build({
    input: fileURLToPath(new URL("inspector/main.tsx", root)),
    platform: "browser",
    tsconfig: fileURLToPath(new URL("inspector/tsconfig.json", root)),
    write: false,
    resolve: { extensionAlias: { ".js": [".ts", ".tsx", ".js"] } },
    checks: { pluginTimings: false },
    onLog(level, log, report) {
      if (level === "warn") throw new Error(`The bundler warns, and a build has no warnings: ${log.message}`);
      report(level, log);
    },
    output: { format: "es", minify: true, codeSplitting: false, comments: { legal: true } },
  });
  const [page, style] = await Promise.all(
    ["page.html", "style.css"].map((name) => readFile(new URL(`inspector/${name}`, root), "utf8")),
  );
  const [chunk] = output;
  // A function, because "$&" in code is a pattern of replace. "</script" would end the element.
  const html = page
    .replace("<style></style>", () => `<style>${style}</style>`)
    .replace("></script>", () => `>${chunk.code.replaceAll("</script", "<\\/script")}</script>`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, brotliCompressSync(html));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPage(PAGE_OF_SOURCES);
