import { runInNewContext } from "node:vm";
import { brotliCompressSync } from "node:zlib";
import { decode, encode } from "@jridgewell/sourcemap-codec";

/** Facts of simulated services as compressed JSON: a tenth of their size as code, and read no slower. */
export const packedFacts = {
  name: "packed-facts",
  transform(code, id) {
    if (!/[\\/]services[\\/][^\\/]+[\\/]generated[\\/]facts\.ts$/.test(id)) return null;
    const literal = /^export const facts(?:: ServiceFacts)? = (.*);\s*$/ms.exec(code)?.[1];
    if (literal === undefined) throw new Error(`${id} does not export one literal, "facts".`);
    const json = JSON.stringify(runInNewContext(`(${literal})`));
    const packed = brotliCompressSync(json).toString("base64");
    return {
      code: `import { brotliDecompressSync } from "node:zlib";
export const facts = JSON.parse(brotliDecompressSync(Buffer.from("${packed}", "base64")).toString("utf8"));
`,
      moduleType: "js",
      map: null,
    };
  },
};

/** Facts of services are data, which no stack trace leads to. */
export const withoutMapsOfFacts = {
  name: "no-maps-of-facts",
  generateBundle(_, files) {
    for (const chunk of Object.values(files)) {
      if (chunk.type !== "chunk" || !chunk.moduleIds.every((id) => id.includes("/generated/"))) continue;
      chunk.code = chunk.code.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n");
      delete files[chunk.sourcemapFileName];
    }
  },
};

/** Source maps lead stack traces to the lines of lib/. The columns would be four fifths of their size. */
export const linesAlone = {
  name: "lines-alone",
  generateBundle(_, files) {
    for (const file of Object.values(files)) {
      if (file.type !== "asset" || !file.fileName.endsWith(".map")) continue;
      const map = JSON.parse(String(file.source));
      const lines = decode(map.mappings).map(([first]) => (first ? [first.slice(0, 4)] : []));
      // The path up to lib/, the prefix of all sources, is written once.
      const [sourceRoot = ""] = /^(?:\.\.\/)*/.exec(map.sources[0] ?? "") ?? [];
      const sources = map.sources.map((source) => source.slice(sourceRoot.length));
      file.source = JSON.stringify({ ...map, sourceRoot, sources, names: [], mappings: encode(lines) });
    }
  },
};
