import { posix } from "node:path";
import { isNode, nameOf, nodeList, type ParsedFile, type SyntaxNode } from "./source.js";

const ITERATORS = ["forEach", "map", "flatMap", "filter", "some", "every"];

/** Tests that cannot fail: assertions without a matcher, tests without an assertion, assertions that may never run. */
export function emptyAssertions(files: readonly ParsedFile[]): string[] {
  const helpers = assertingHelpers(files);
  return files.flatMap((file) => {
    const found = (node: SyntaxNode, what: string) => `${file.path}:${file.lineOf(node.start)} ${what}`;
    const parents = new Map(file.nodes.map(({ node, parent }) => [node, parent]));
    const withoutMatcher = file.nodes
      .filter(({ node, parent }) => isExpect(node) && !isMatched(node, parent, parents))
      .map(({ node }) => found(node, "expects without calling a matcher."));
    const tests = file.nodes.flatMap(({ node }, index) => {
      const body = isTest(node) ? nodeList(node.arguments).findLast(isFunction) : undefined;
      if (body === undefined) return [];
      const asserting = within(file, index, body).filter((one) => asserts(one, helpers.get(file.path)));
      if (asserting.length === 0) return [found(node, "is a test without an assertion.")];
      if (asserting.some((one) => alwaysRuns(one, body, parents, file))) return [];
      return [found(node, "asserts only in branches or loops that may not run: expect what they depend on.")];
    });
    return [...withoutMatcher, ...tests];
  });
}

/** A node of a file and all in it, which follow it; the search begins at `index`. */
function within({ nodes }: ParsedFile, index: number, outer: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let at = index; at < nodes.length; at++) {
    const node = nodes[at]?.node;
    if (node === undefined || node.start >= outer.end) break;
    if (node.start >= outer.start) found.push(node);
  }
  return found;
}

function isExpect(node: SyntaxNode): boolean {
  if (node.type !== "CallExpression" || !isNode(node.callee)) return false;
  const { callee } = node;
  // `expect.poll(…)` waits for its matcher to hold.
  if (callee.type === "MemberExpression" && nameOf(callee.property) === "poll")
    return isNamedExpect(callee.object);
  return isNamedExpect(callee);
}

function isNamedExpect(node: unknown): boolean {
  return isNode(node) && nameOf(node) === "expect";
}

/** `expect(a).not.toBe(b)` and not `expect(a)`, `expect(a).not` or `expect(a).toBe`. */
function isMatched(
  node: SyntaxNode,
  parent: SyntaxNode | undefined,
  parents: ReadonlyMap<SyntaxNode, SyntaxNode | undefined>,
): boolean {
  let outer = parent;
  let inner = node;
  while (outer?.type === "MemberExpression" && outer.object === inner) {
    inner = outer;
    outer = parents.get(outer);
  }
  if (inner !== node && outer?.type === "CallExpression" && outer.callee === inner) return true;
  // What is returned or stored gets its matcher elsewhere.
  return outer?.type !== "ExpressionStatement" && outer?.type !== "AwaitExpression";
}

/** A call of `test`, `test.each(…)`, `test.skipIf(…)` with a name and a function. */
function isTest(node: SyntaxNode): boolean {
  const isNamed = (callee: unknown): boolean =>
    isNode(callee) &&
    (["test", "it", "testWith"].includes(nameOf(callee) ?? "") ||
      (callee.type === "CallExpression" && isNamed(callee.callee)) ||
      (callee.type === "MemberExpression" && nameOf(callee.property) !== "extend" && isNamed(callee.object)));
  return node.type === "CallExpression" && isNamed(node.callee);
}

function isFunction(node: SyntaxNode): boolean {
  return ["ArrowFunctionExpression", "FunctionExpression", "FunctionDeclaration"].includes(node.type);
}

/** An assertion, a law, or a helper that asserts. */
function asserts(node: SyntaxNode, helpers: ReadonlySet<string> | undefined): boolean {
  if (isExpect(node)) return true;
  if (node.type === "MemberExpression")
    return nameOf(node.object) === "fc" && nameOf(node.property) === "assert";
  return helpers?.has(nameOf(node) ?? "") === true;
}

/** By file, the names of the functions and methods that assert, by themselves or by calling such a function. */
function assertingHelpers(files: readonly ParsedFile[]): ReadonlyMap<string, ReadonlySet<string>> {
  const helpers = new Map(files.map(({ path }) => [path, new Set<string>()]));
  const functions = files.flatMap((file) =>
    file.nodes.flatMap(({ node }, index) => {
      const name = functionName(node);
      return name === undefined ? [] : [{ path: file.path, name, nodes: within(file, index, node) }];
    }),
  );
  const imports = files.flatMap(({ path, body }) =>
    body.flatMap((statement) => importedNames(path, statement)),
  );
  for (let size = -1; size !== count(helpers); ) {
    size = count(helpers);
    for (const { path, name, nodes } of functions)
      if (nodes.some((node) => asserts(node, helpers.get(path)))) helpers.get(path)?.add(name);
    for (const { path, local, imported, from } of imports)
      if (helpers.get(from)?.has(imported)) helpers.get(path)?.add(local);
  }
  return helpers;
}

function count(helpers: ReadonlyMap<string, ReadonlySet<string>>): number {
  return [...helpers.values()].reduce((sum, { size }) => sum + size, 0);
}

function functionName(node: SyntaxNode): string | undefined {
  if (node.type === "FunctionDeclaration") return nameOf(node.id);
  const value = node.type === "VariableDeclarator" ? node.init : node.value;
  if (!isNode(value) || !isFunction(value)) return undefined;
  return nameOf(node.id) ?? nameOf(node.key);
}

function importedNames(path: string, statement: SyntaxNode) {
  if (statement.type !== "ImportDeclaration" || !isNode(statement.source)) return [];
  const from = posix.join(posix.dirname(path), String(statement.source.value)).replace(/\.js$/, ".ts");
  return nodeList(statement.specifiers).flatMap(({ imported, local }) => {
    const names = { imported: nameOf(imported), local: nameOf(local) };
    return names.imported === undefined || names.local === undefined
      ? []
      : [{ path, from, imported: names.imported, local: names.local }];
  });
}

/** Whether an assertion runs whenever its test does. */
function alwaysRuns(
  assertion: SyntaxNode,
  test: SyntaxNode,
  parents: ReadonlyMap<SyntaxNode, SyntaxNode | undefined>,
  file: ParsedFile,
): boolean {
  let inner = assertion;
  for (let outer = parents.get(inner); outer !== undefined && inner !== test; outer = parents.get(inner)) {
    if (mayLeaveOut(outer, inner, file)) return false;
    inner = outer;
  }
  return true;
}

function mayLeaveOut(outer: SyntaxNode, inner: SyntaxNode, file: ParsedFile): boolean {
  switch (outer.type) {
    case "CatchClause":
      return true;
    case "IfStatement":
      // With an "else", one of the two runs.
      return inner !== outer.test && !isNode(outer.alternate);
    case "SwitchStatement":
      return inner !== outer.discriminant;
    case "LogicalExpression":
      return inner === outer.right;
    case "ForOfStatement":
    case "ForInStatement":
      return inner === outer.body && !isFilled(outer.right, file);
    case "CallExpression": {
      const { callee } = outer;
      const iterates = isNode(callee) && ITERATORS.includes(nameOf(callee.property) ?? "");
      return iterates && inner !== callee && !isFilled(callee.object, file);
    }
    default:
      return false;
  }
}

/** Whether a collection is known to have elements: a literal, or a constant of the file that is one. */
function isFilled(value: unknown, file: ParsedFile): boolean {
  if (!isNode(value)) return false;
  switch (value.type) {
    case "ArrayExpression":
      return nodeList(value.elements).some(
        (element) => element.type !== "SpreadElement" || isFilled(element.argument, file),
      );
    case "ObjectExpression":
      return nodeList(value.properties).length > 0;
    case "TSAsExpression":
    case "TSSatisfiesExpression":
      return isFilled(value.expression, file);
    case "Identifier":
      return file.nodes.some(
        ({ node }) =>
          node.type === "VariableDeclarator" && nameOf(node.id) === value.name && isFilled(node.init, file),
      );
    case "CallExpression":
    case "NewExpression":
      // Object.entries({…}), Array.from({…}), new Map([…]) and [...].map(…)
      return (
        nodeList(value.arguments).some((argument) => isFilled(argument, file)) ||
        (isNode(value.callee) && isFilled(value.callee.object, file))
      );
    default:
      return false;
  }
}
