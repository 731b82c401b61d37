import { BlockList, isIP } from "node:net";
import { arnTest, patternTest, type TextTest } from "./patterns.js";
import { isConstant, NO_VALUES, renderedText, templateOf } from "./templates.js";

/** A condition operator. */
export interface Operator {
  /** Whether the condition is met if no value of the policy matches: `StringNotEquals`. */
  readonly negated: boolean;
  /** Compiles one value of the policy. */
  compile(value: string, hasVariables: boolean): TextTest;
  /** Whether a value of the request is comparable; otherwise no condition is met. Default: always. */
  readonly compares?: (actual: string) => boolean;
}

const never: TextTest = () => false;

const equals = (wanted: string, hasVariables: boolean): TextTest => {
  const template = templateOf(wanted, hasVariables);
  if (isConstant(template)) {
    const text = renderedText(template, NO_VALUES);
    return (actual) => actual === text;
  }
  return (actual, values) => actual === renderedText(template, values);
};

const equalsIgnoringCase = (wanted: string, hasVariables: boolean): TextTest => {
  const template = templateOf(wanted, hasVariables);
  return (actual, values) => actual.toLowerCase() === renderedText(template, values)?.toLowerCase();
};

const like = (wanted: string, hasVariables: boolean): TextTest =>
  patternTest(templateOf(wanted, hasVariables));

type Comparison = (actual: number, wanted: number) => boolean;

const COMPARISONS: ReadonlyMap<string, Comparison> = new Map([
  ["equals", (actual, wanted) => actual === wanted],
  ["lessthan", (actual, wanted) => actual < wanted],
  ["lessthanequals", (actual, wanted) => actual <= wanted],
  ["greaterthan", (actual, wanted) => actual > wanted],
  ["greaterthanequals", (actual, wanted) => actual >= wanted],
]);

/** Compares numbers or dates. Other strings match nothing. */
function ordered(parse: (text: string) => number, compare: Comparison, negated: boolean): Operator {
  return {
    negated,
    compares: (actual) => !Number.isNaN(parse(actual)),
    compile(value) {
      const wanted = parse(value);
      return Number.isNaN(wanted) ? never : (actual) => compare(parse(actual), wanted);
    },
  };
}

function numberOf(text: string): number {
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

/** A date in ISO 8601, or as seconds since the epoch. */
function dateTime(text: string): number {
  return /^\d+$/.test(text) && text.length !== 4 ? Number(text) * 1000 : Date.parse(text);
}

function inNetwork(value: string): TextTest {
  const [address = "", bits] = value.split("/");
  const family = isIP(address);
  const most = family === 6 ? 128 : 32;
  const prefix = bits === undefined ? most : Number(bits);
  if (family === 0 || !Number.isInteger(prefix) || prefix < 0 || prefix > most) return never;
  const network = new BlockList();
  network.addSubnet(address, prefix, family === 6 ? "ipv6" : "ipv4");
  return (actual) => isIP(actual) === family && network.check(actual, family === 6 ? "ipv6" : "ipv4");
}

function sameBytes(value: string): TextTest {
  const wanted = Buffer.from(value, "base64");
  return (actual) => wanted.equals(Buffer.from(actual, "base64"));
}

/**
 * The operators by their names in lower case: names are case-insensitive. `Null` is not included: it compares
 * no values.
 */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ...bothWays("stringequals", "stringnotequals", equals),
  ...bothWays("stringequalsignorecase", "stringnotequalsignorecase", equalsIgnoringCase),
  ...bothWays("stringlike", "stringnotlike", like),
  ...bothWays("arnequals", "arnnotequals", arnTest),
  ...bothWays("arnlike", "arnnotlike", arnTest),
  ...bothWays("ipaddress", "notipaddress", inNetwork),
  ["bool", { negated: false, compile: (value: string) => equalsIgnoringCase(value, false) }],
  ["binaryequals", { negated: false, compile: sameBytes }],
  ...orderings("numeric", numberOf),
  ...orderings("date", dateTime),
]);

type Entry = readonly [name: string, operator: Operator];

function bothWays(name: string, opposite: string, compile: Operator["compile"]): Entry[] {
  return [
    [name, { negated: false, compile }],
    [opposite, { negated: true, compile }],
  ];
}

function orderings(prefix: string, parse: (text: string) => number): Entry[] {
  const entries = Array.from(
    COMPARISONS,
    ([name, compare]): Entry => [prefix + name, ordered(parse, compare, false)],
  );
  return [...entries, [`${prefix}notequals`, ordered(parse, (actual, wanted) => actual === wanted, true)]];
}
