import type { Scanner } from "./scanner.js";

/** Whether a condition is true for a subject. */
export type Condition<Subject> = (subject: Subject) => boolean;

/** Conditions combined by `&&` and `||`, with parentheses; `&&` has higher precedence. */
export function readCondition<Subject>(
  scanner: Scanner,
  readTest: () => Condition<Subject>,
): Condition<Subject> {
  const any = [readConjunction(scanner, readTest)];
  while (scanner.accept("||")) any.push(readConjunction(scanner, readTest));
  return any.length === 1 && any[0] ? any[0] : (subject) => any.some((holds) => holds(subject));
}

function readConjunction<Subject>(scanner: Scanner, readTest: () => Condition<Subject>): Condition<Subject> {
  const all = [readUnit(scanner, readTest)];
  while (scanner.accept("&&")) all.push(readUnit(scanner, readTest));
  return all.length === 1 && all[0] ? all[0] : (subject) => all.every((holds) => holds(subject));
}

function readUnit<Subject>(scanner: Scanner, readTest: () => Condition<Subject>): Condition<Subject> {
  if (!scanner.accept("(")) return readTest();
  const inner = readCondition(scanner, readTest);
  if (!scanner.accept(")")) throw scanner.unexpected();
  return inner;
}
