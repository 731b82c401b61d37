import { build } from "rolldown";
import { dts } from "rolldown-plugin-dts";

/**
 * Bundles declarations that TypeScript wrote: one file per entry point, and one for what they share, so that a class is
 * the same type wherever it is imported from.
 *
 * @param {{ input: Record<string, string>, outDir: string }} options
 *   `input` maps each output path (without extension) to the declarations of its entry point.
 */
export async function bundleDeclarations({ input, outDir }) {
  await build({
    input,
    external: (id) => !id.startsWith(".") && !id.startsWith("/"),
    checks: { pluginTimings: false },
    plugins: [dts({ dtsInput: true, tsconfig: false }), withTabs],
    output: {
      dir: outDir,
      format: "es",
      entryFileNames: "[name].d.ts",
      chunkFileNames: "types/[name].d.ts",
    },
  });
}

/** Indents with tabs, as the code is: spaces would be a fortieth of the declarations. */
const withTabs = {
  name: "tabs",
  generateBundle(_, files) {
    for (const file of Object.values(files))
      if (file.type === "chunk")
        file.code = file.code.replace(/^(?: {2})+/gm, (indent) => "\t".repeat(indent.length / 2));
  },
};
