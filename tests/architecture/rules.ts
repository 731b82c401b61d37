import { isNode, nameOf, nodeList, type ParsedFile, type SyntaxNode, type VisitedNode } from "./source.js";

const clock = /^lib\/clock\//;
const ids = /^lib\/runtime\/ids/;
const generated = /^lib\/services\/[^/]+\/generated\//;
const services = /^lib\/services\//;
const operations = /^lib\/services\/[^/]+\/(.+\/)?(operations\/.*|[\w-]*operations)\.ts$/;
const opensTransactions =
  /^lib\/(runtime\/(execute|runs|store\/[^/]+)|clock\/scheduler|control\/(in-process|authorization))\.ts$/;
const longestFile = 300;

const timers = ["setTimeout", "setInterval", "setImmediate"];
const collections = ["Map", "Set", "WeakMap", "WeakSet", "Array"];
const changes = [
  "set",
  "add",
  "delete",
  "clear",
  "push",
  "pop",
  "shift",
  "unshift",
  "splice",
  "sort",
  "fill",
];

/** Reads of real time and timers outside the clock. */
export function realTime(files: readonly ParsedFile[]): string[] {
  const advice = "Only lib/clock knows real time: use the simulator's clock.";
  return outside(clock, files).flatMap((file) => [
    ...find(file, readsTime, (what) => `uses ${what}. ${advice}`),
    ...file.imports
      .filter(({ specifier }) => /^(node:)?timers(\/|$)/.test(specifier))
      .map(({ specifier, line }) => `${file.path}:${line} imports ${specifier}. ${advice}`),
  ]);
}

/** Randomness that the seed does not govern. */
export function realRandomness(files: readonly ParsedFile[]): string[] {
  return outside(ids, files).flatMap((file) =>
    find(
      file,
      ({ node }) => (isMember(node, "Math", "random") ? "Math.random" : undefined),
      (what) => `uses ${what}. Only lib/runtime/ids.ts draws random values: use the seeded source.`,
    ),
  );
}

/** Variables that outlive a simulator: two simulators in one process would share them. */
export function moduleState(files: readonly ParsedFile[]): string[] {
  return files.flatMap((file) =>
    topLevelDeclarations(file).flatMap(({ declaration, kind }) => {
      const name = nameOf(declaration.id) ?? "a variable";
      const changed = kind !== "const" ? `with "${kind}"` : mutableCollection(file, declaration, name);
      if (changed === undefined) return [];
      const line = file.lineOf(declaration.start);
      return [
        `${file.path}:${line} declares ${name} ${changed}, shared by all simulators. Give it to an object.`,
      ];
    }),
  );
}

/** Ways around the type checker. */
export function typeHoles(files: readonly ParsedFile[]): string[] {
  const advice = "Say what the value is, and check it where it comes in.";
  return files.flatMap((file) => [
    ...find(file, readsHole, (what) => `has ${what}. ${advice}`),
    ...[...file.text.matchAll(/(?:\/\/|\/\*)[\s*]*(@ts-(?:ignore|nocheck|expect-error))/g)].map(
      (match) => `${file.path}:${file.lineOf(match.index)} has ${match[1]}. ${advice}`,
    ),
  ]);
}

/** Transactions that are opened elsewhere than by the executor, runs, the scheduler and the host of control objects. */
export function transactions(files: readonly ParsedFile[]): string[] {
  const advice =
    "Operations, control methods and timers run in a transaction already. A handler that has to wait returns whenReady(…).";
  return outside(opensTransactions, files).flatMap((file) =>
    find(
      file,
      ({ node, member }) =>
        nameOf(node) === "transaction" && member === "property" ? "transaction" : undefined,
      (what) => `uses ${what}. ${advice}`,
    ),
  );
}

/** What services see of the simulation besides their context. */
export function simulationInServices(files: readonly ParsedFile[]): string[] {
  return files
    .filter(({ path }) => services.test(path))
    .flatMap((file) =>
      find(
        file,
        ({ node }) =>
          /^(simulation|Simulation|simulationOf)$/.test(nameOf(node) ?? "") ? "the simulation" : undefined,
        (what) => `uses ${what}. Use the members of its context, or give it a narrow one.`,
      ),
    );
}

/** Handlers that are async: what follows an await would be written outside of a transaction. */
export function asyncHandlers(files: readonly ParsedFile[]): string[] {
  return files
    .filter(({ path }) => operations.test(path))
    .flatMap((file) =>
      find(
        file,
        ({ node }) => (node.async === true ? "async" : undefined),
        (what) => `uses ${what}. Return whenReady(promise, commit) from the handler.`,
      ),
    );
}

/** Files that hold more than one idea, judged by their length. */
export function longFiles(files: readonly ParsedFile[]): string[] {
  return outside(generated, files).flatMap((file) => {
    const lines = file.text.trimEnd().split("\n").length;
    if (lines <= longestFile) return [];
    return [
      `${file.path}:${longestFile + 1} is ${lines} lines long; ${longestFile} is the limit. Split it by idea.`,
    ];
  });
}

/** Imports of the SDK, which users bring in the version they like. */
export function sdkImports(files: readonly ParsedFile[]): string[] {
  return files.flatMap((file) =>
    file.imports
      .filter(({ specifier }) => specifier.startsWith("@aws-sdk/"))
      .map(
        ({ specifier, line }) => `${file.path}:${line} imports ${specifier}. Type it structurally instead.`,
      ),
  );
}

function outside(exempt: RegExp, files: readonly ParsedFile[]): ParsedFile[] {
  return files.filter((file) => !exempt.test(file.path));
}

function find(
  file: ParsedFile,
  read: (visited: VisitedNode) => string | undefined,
  say: (what: string) => string,
): string[] {
  return file.nodes.flatMap((visited) => {
    const what = read(visited);
    return what === undefined ? [] : [`${file.path}:${file.lineOf(visited.node.start)} ${say(what)}`];
  });
}

function readsTime({ node, parent, member }: VisitedNode): string | undefined {
  if (isMember(node, "Date", "now")) return "Date.now";
  if (isMember(node, "performance", "now")) return "performance.now";
  if (isMember(node, "process", "hrtime")) return "process.hrtime";
  if (isMember(node, "AbortSignal", "timeout")) return "AbortSignal.timeout";
  const makesDate = node.type === "NewExpression" && nameOf(node.callee) === "Date";
  if (makesDate && nodeList(node.arguments).length === 0) return "new Date()";
  const name = nameOf(node);
  if (name === undefined || !timers.includes(name)) return undefined;
  if (parent?.type === "MemberExpression") {
    return member === "object" || ["globalThis", "global"].includes(nameOf(parent.object) ?? "")
      ? name
      : undefined;
  }
  return member === "key" ? undefined : name;
}

function readsHole({ node }: VisitedNode): string | undefined {
  if (node.type === "TSAnyKeyword") return "the type any";
  if (node.type === "TSNonNullExpression") return 'a non-null "!"';
  const inner = node.type === "TSAsExpression" && isNode(node.expression) ? node.expression : undefined;
  const isDouble = inner?.type === "TSAsExpression" && isNode(inner.typeAnnotation);
  return isDouble && isNode(inner.typeAnnotation) && inner.typeAnnotation.type === "TSUnknownKeyword"
    ? '"as unknown as"'
    : undefined;
}

function isMember(node: SyntaxNode, object: string, property: string): boolean {
  return (
    node.type === "MemberExpression" && nameOf(node.object) === object && nameOf(node.property) === property
  );
}

function topLevelDeclarations(file: ParsedFile) {
  return file.body
    .map((statement) => (isNode(statement.declaration) ? statement.declaration : statement))
    .filter((statement) => statement.type === "VariableDeclaration" && statement.declare !== true)
    .flatMap(({ kind, declarations }) =>
      nodeList(declarations).map((declaration) => ({ kind: String(kind), declaration })),
    );
}

/** How a constant collection can change: it starts empty, or the file changes it. */
function mutableCollection(file: ParsedFile, declaration: SyntaxNode, name: string): string | undefined {
  const init = declaration.init;
  if (!isNode(init) || isReadonly(declaration.id)) return undefined;
  const isNew = init.type === "NewExpression" && collections.includes(nameOf(init.callee) ?? "");
  if (!isNew && init.type !== "ArrayExpression" && init.type !== "ObjectExpression") return undefined;
  const holds = isNew ? init.arguments : (init.elements ?? init.properties);
  if (Array.isArray(holds) && holds.length === 0) return "as an empty collection";
  return file.nodes.some(({ node, parent }) => changesIt(node, parent, name))
    ? "as a collection and changes it"
    : undefined;
}

/** The declared type makes the collection read-only. */
function isReadonly(id: unknown): boolean {
  const annotation = isNode(id) && isNode(id.typeAnnotation) ? id.typeAnnotation.typeAnnotation : undefined;
  if (!isNode(annotation)) return false;
  if (annotation.type === "TSTypeOperator") return annotation.operator === "readonly";
  return nameOf(annotation.typeName)?.startsWith("Readonly") ?? false;
}

function changesIt(node: SyntaxNode, parent: SyntaxNode | undefined, name: string): boolean {
  if (node.type !== "MemberExpression" || nameOf(node.object) !== name) return false;
  if (parent?.type === "AssignmentExpression") return parent.left === node;
  return (
    parent?.type === "CallExpression" &&
    parent.callee === node &&
    changes.includes(nameOf(node.property) ?? "")
  );
}
