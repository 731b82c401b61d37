import { posix } from "node:path";
import type { Import, ParsedFile } from "./source.js";

/** What files in one part of lib/ may import from the rest of lib/; `types` may be imported as types only. */
interface Layer {
  readonly part: RegExp;
  readonly may: readonly RegExp[];
  readonly types?: readonly RegExp[];
  readonly instead: string;
}

/** What everything may stand on, services too: of signing, what their profiles are made of. */
const foundation =
  /^lib\/((runtime|clock|network|policies|authorization|delivery|event-patterns|input-templates|schedules|wire|shared|text|values|control\/definition)\/|signing\/(profile|rejections|times)\.ts$)/;
const wire = /^lib\/wire\//;
const values = /^lib\/values\//;
const model = /^lib\/model\//;
const protocols = /^lib\/protocols\//;
const http = /^lib\/http\//;
const signing = /^lib\/signing\//;
const durable = /^lib\/durable\//;
/** The simulator itself, and the list of all services. */
const joining =
  /^lib\/(sim\.ts$|simulator\.ts$|wiring\.ts$|simulation\.ts$|client-config\.ts$|dispatch\/)|^lib\/(control|inspector)\/|^lib\/services\/index\.ts$/;
const surface = /^lib\/(index\.ts$|testing\/|connect\/|cli\/)/;
const anything = /^lib\//;
/** A file directly in lib/ that is none of the above, such as the options. */
const part = /^lib\/[^/]+\.ts$/;

/** The first layer whose `part` matches a file is its layer. */
const layers: readonly Layer[] = [
  { part: values, may: [values], instead: "lib/values knows JavaScript alone." },
  {
    part: foundation,
    may: [foundation],
    instead: "Declare a port in lib/runtime and plug it in in lib/wiring.ts.",
  },
  {
    part: http,
    may: [http, wire, values],
    instead: "lib/http knows no AWS: let lib/sim.ts hand it what it needs.",
  },
  {
    part: model,
    may: [model, foundation],
    instead: "Move what both need to lib/model or to a part that it may import.",
  },
  {
    part: protocols,
    may: [protocols, model, foundation],
    instead: "A protocol knows the messages of lib/wire, and nothing of lib/http.",
  },
  {
    part: signing,
    may: [signing, foundation],
    types: [model],
    instead: "Of the model lib/signing knows only types.",
  },
  {
    part: durable,
    may: [durable, foundation],
    instead:
      "lib/durable stores the rows of any service: what it needs of one belongs into the definition of a table.",
  },
  { part: surface, may: [anything], instead: "" },
  {
    part: joining,
    may: [/^lib\/(?!index\.ts$|testing\/|connect\/|cli\/)/],
    instead: "The public surface stands on the simulator, not the other way round.",
  },
  {
    part,
    may: [foundation, /^lib\/(?!index\.ts$|sim\.ts$|dispatch)[^/]+\.ts$/],
    types: [anything],
    instead: "Only lib/sim.ts, lib/dispatch* and lib/control may join the parts.",
  },
];

/** Services that are two APIs of one: the second signs its requests as the first. */
const relatives: ReadonlyMap<string, RegExp> = new Map([["s3-control", /^lib\/services\/s3\/signing\//]]);

/** The layer of a file; a service has one of its own. */
function layerOf(path: string): Layer | undefined {
  const service = /^lib\/services\/([^/]+)\//.exec(path)?.[1];
  if (service === undefined) return layers.find((layer) => layer.part.test(path));
  const own = new RegExp(`^lib/services/${service}/`);
  const relative = relatives.get(service);
  const generated = path.startsWith(`lib/services/${service}/generated/`);
  return {
    part: own,
    may: [foundation, own, ...(relative ? [relative] : [])],
    types: generated ? [model] : [],
    instead:
      "Reach another service through ctx.services, and the rest through a port declared in lib/runtime.",
  };
}

/** Imports that go against the layering, one message each. */
export function layering(files: readonly ParsedFile[]): string[] {
  return files.flatMap((file) => {
    const layer = layerOf(file.path);
    if (layer === undefined) {
      return [`${file.path}:1 belongs to no layer. Give its folder one in tests/architecture/layers.ts.`];
    }
    return file.imports.flatMap((found) => {
      const target = targetOf(file.path, found);
      if (target === undefined || allows(layer, target, found.typeOnly)) return [];
      return [`${file.path}:${found.line} may not import ${target}. ${layer.instead}`];
    });
  });
}

function allows(layer: Layer, target: string, typeOnly: boolean): boolean {
  if (layer.may.some((pattern) => pattern.test(target))) return true;
  return typeOnly && (layer.types ?? []).some((pattern) => pattern.test(target));
}

/** The imported file of this repository; `undefined` for a package. */
function targetOf(from: string, found: Import): string | undefined {
  if (!found.specifier.startsWith(".")) return undefined;
  return posix.join(posix.dirname(from), found.specifier).replace(/\.js$/, ".ts");
}

/** Files that import each other in a circle, types included; one message per circle. */
export function cycles(files: readonly ParsedFile[]): string[] {
  const known = new Map(files.map((file) => [file.path, file]));
  const finished = new Set<string>();
  const messages: string[] = [];

  const walk = (file: ParsedFile, trail: readonly string[]): void => {
    if (finished.has(file.path)) return;
    const path = [...trail, file.path];
    for (const found of file.imports) {
      const target = known.get(targetOf(file.path, found) ?? "");
      if (target === undefined) continue;
      const start = path.indexOf(target.path);
      if (start >= 0) {
        const circle = [...path.slice(start), target.path].join(" → ");
        messages.push(
          `${file.path}:${found.line} closes a circle: ${circle}. Move what both need to a third file.`,
        );
      } else {
        walk(target, path);
      }
    }
    finished.add(file.path);
  };

  for (const file of files) walk(file, []);
  return messages;
}
