import { readdirSync, readFileSync } from "node:fs";

/** A test file. */
export interface TestSource {
  /** Relative to the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/** The files that `npm test` runs. */
export function testSources(): TestSource[] {
  const root = new URL("../../", import.meta.url);
  return ["tests", "examples"].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
      .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
      .filter((path) => path.endsWith(".ts") && !/^tests\/(clients|package)\//.test(path))
      .map((path) => ({ path, text: readFileSync(new URL(path, root), "utf8") })),
  );
}

/**
 * The names of what tests call with the SDK client of a service: its commands, and the methods of its aggregated
 * client, in the tests of the service and in those that import the client. Methods of the control object
 * (`sim.s3.putObject`) do not count.
 */
export function calledOperations(
  { folder, sdk }: { readonly folder: string; readonly sdk: string },
  sources: readonly TestSource[],
): ReadonlySet<string> {
  const texts = sources
    .filter(({ path, text }) => path.startsWith(`tests/services/${folder}/`) || text.includes(`"${sdk}"`))
    .map(({ text }) => text);
  return new Set(
    texts.flatMap((text) => [
      ...[...text.matchAll(/\b(\w+)Command\b/g)].map(([, name = ""]) => name),
      ...[...text.matchAll(/(?<!\bsim\.\w+)\.([a-z])(\w*)/g)].map(
        ([, first = "", rest = ""]) => first.toUpperCase() + rest,
      ),
    ]),
  );
}
