import { nameOf, type ParsedFile } from "./source.js";

const OTHER_NAMES = /^(described|shown|summarised)[A-Z]/;

/** Functions that make a response's shape of a row under another name than `describeX`. */
export function otherDescriptions(files: readonly ParsedFile[]): string[] {
  return services(files).flatMap((file) =>
    file.nodes.flatMap(({ node }) => {
      const name = node.type === "FunctionDeclaration" ? nameOf(node.id) : undefined;
      if (name === undefined || !OTHER_NAMES.test(name)) return [];
      return [`${file.path}:${file.lineOf(node.start)} declares ${name}. Name it describe….`];
    }),
  );
}

/** Error files by another scheme than `errors.ts`, or `errors/<topic>.ts` if that is long. */
export function otherErrorFiles(files: readonly ParsedFile[]): string[] {
  return services(files)
    .filter(({ path }) => /[/-]errors?\.ts$/.test(path) && !path.endsWith("/errors.ts"))
    .filter(({ path }) => !EXCEPTIONS.has(path))
    .map(({ path }) => `${path}:1 has another name than errors.ts or errors/<topic>.ts.`);
}

/** The error of a handler, and the errors of payload signatures, which are not errors of operations. */
const EXCEPTIONS: ReadonlySet<string> = new Set([
  "lib/services/lambda/invoke/function-error.ts",
  "lib/services/s3/signing/payload-errors.ts",
]);

/** Constraints in AWS's words: services distinguish them by their kind. */
export function constraintTexts(files: readonly ParsedFile[]): string[] {
  return services(files).flatMap((file) =>
    file.nodes.flatMap(({ node }) => {
      const text = node.type === "Literal" && typeof node.value === "string" ? node.value : "";
      if (!text.includes("Member must ")) return [];
      return [`${file.path}:${file.lineOf(node.start)} words a constraint. Use lib/shared/constraints.ts.`];
    }),
  );
}

function services(files: readonly ParsedFile[]): readonly ParsedFile[] {
  return files.filter(({ path }) => path.startsWith("lib/services/") && !path.includes("/generated/"));
}
