// The simulator in two variants: unchanged, and without its authorization layer.
import { mkdtemp } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "rolldown";

/** What is left of each file of lib without the layer. Each piece of text must be in its file once. */
const WITHOUT = {
  "runtime/execute.ts": [
    ["if (operation.handler || !this.stubs.none) authorize(operation, input, ctx);", ""],
  ],
  "runtime/context.ts": [
    ["return this.#simulation.authorization.decidesPermissions;", "return false;"],
    ['return this.#simulation.authorization.mode === "enforce";', "return false;"],
    [
      "return authorization.decidesPermissions ? authorization.denialOf(this, requirements()) : undefined;",
      "return undefined;",
    ],
  ],
  "dispatch/dispatcher.ts": [
    [
      "if (simulation.authorization.decidesPermissions) state.facts ??= factsOf(state, simulation.settings);",
      "",
    ],
    ["const { facts } = state;", "const facts = undefined;"],
  ],
  "dispatch/request-state.ts": [["authorization: this.facts?.authorization,", ""]],
};

/** Bundles both variants, and the first once more: what it differs from itself is noise. Paths of modules by name. */
export async function variants() {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  // Below node_modules, so that dependencies are found and it is not committed.
  const folder = await mkdtemp(`${root}node_modules/.aws-sim-bench-`);
  const paths = {};
  for (const [name, plugins] of Object.entries({ off: [], again: [], without: [withoutLayer(root)] })) {
    await build({
      input: `${root}lib/index.ts`,
      platform: "node",
      plugins,
      external: (id) => !id.startsWith(".") && !id.startsWith("/"),
      resolve: { extensionAlias: { ".js": [".ts", ".js"] } },
      output: { format: "es", dir: `${folder}/${name}`, entryFileNames: "index.mjs" },
    });
    paths[name] = `${folder}/${name}/index.mjs`;
  }
  return { folder, paths };
}

function withoutLayer(root) {
  return {
    name: "without authorization",
    transform(code, id) {
      const pieces = WITHOUT[id.slice(`${root}lib/`.length)];
      if (!pieces) return undefined;
      return pieces.reduce((text, [before, after]) => {
        if (text.split(before).length !== 2) throw new Error(`${id} has not once: ${before}`);
        return text.replace(before, () => after);
      }, code);
    },
  };
}
