import { type Aggregate, aggregate, isAggregate } from "./aggregates.js";
import type { Expression } from "./expression.js";
import { COMPARISONS, datefloor, FUNCTIONS } from "./functions.js";
import type { QueryRecord } from "./record.js";
import type { QueryScanner } from "./scanner.js";
import { compareValues, isTrue, Moment, toNumber, toText, type Value } from "./values.js";

const DEEPEST = 100;

interface Operator {
  readonly sign: string;
  readonly compute: (a: number, b: number) => number;
}

const SUMS: readonly Operator[] = [
  { sign: "+", compute: (a, b) => a + b },
  { sign: "-", compute: (a, b) => a - b },
];

const PRODUCTS: readonly Operator[] = [
  { sign: "*", compute: (a, b) => a * b },
  { sign: "/", compute: (a, b) => a / b },
  { sign: "%", compute: (a, b) => a % b },
];

/** Parses expressions, lowest precedence first. In `stats`, aggregates are collected. */
export class ExpressionReader {
  private depth = 0;

  constructor(
    private readonly scanner: QueryScanner,
    private readonly aggregates?: Aggregate[],
  ) {}

  read(): Expression {
    return this.deeper(() => {
      const any = [this.conjunction()];
      while (this.scanner.keyword("or")) any.push(this.conjunction());
      const [only] = any;
      return any.length === 1 && only ? only : (record) => any.some((holds) => isTrue(holds(record)));
    });
  }

  private conjunction(): Expression {
    const all = [this.negation()];
    while (this.scanner.keyword("and")) all.push(this.negation());
    const [only] = all;
    return all.length === 1 && only ? only : (record) => all.every((holds) => isTrue(holds(record)));
  }

  private negation(): Expression {
    if (!this.scanner.keyword("not")) return this.comparison();
    const inner = this.deeper(() => this.negation());
    return (record) => !isTrue(inner(record));
  }

  /**
   * Parses a nested expression. Parsing and evaluating recurse, and a query may have 10,000 characters. AWS's
   * own limit is not documented.
   */
  private deeper<Read>(read: () => Read): Read {
    const { scanner } = this;
    if (++this.depth > DEEPEST)
      throw scanner.malformed(`expressions are nested deeper than ${DEEPEST} levels`);
    const inner = read();
    this.depth--;
    return inner;
  }

  private comparison(): Expression {
    const { scanner } = this;
    const left = this.sum();
    if (scanner.sign("=~")) return this.likeness(left);
    const comparison = COMPARISONS.find(({ sign }) => scanner.sign(sign));
    if (comparison) {
      const { holds } = comparison;
      const right = this.sum();
      return (record) => holds(left(record), right(record));
    }
    const start = scanner.here;
    const negated = scanner.keyword("not");
    const test = this.wordTest(left);
    if (!test) scanner.rewind(start);
    if (!test) return left;
    return negated ? (record) => !isTrue(test(record)) : test;
  }

  /** `like …` and `in […]` */
  private wordTest(left: Expression): Expression | undefined {
    if (this.scanner.keyword("like")) return this.likeness(left);
    return this.scanner.keyword("in") ? this.membership(left) : undefined;
  }

  private likeness(left: Expression): Expression {
    const regex = this.scanner.regex();
    if (regex) return (record) => regex.test(textOf(left(record)));
    const part = this.sum();
    return (record) => textOf(left(record)).includes(textOf(part(record)));
  }

  private membership(left: Expression): Expression {
    this.scanner.expect("[");
    const members = this.list("]");
    return (record) => {
      const value = left(record);
      return value !== undefined && members.some((member) => compareValues(member(record), value) === 0);
    };
  }

  private sum(): Expression {
    return this.chain(SUMS, () => this.product());
  }

  private product(): Expression {
    return this.chain(PRODUCTS, () => this.power());
  }

  /** Operands joined by operators of one precedence, evaluated from left to right without recursion. */
  private chain(operators: readonly Operator[], readOperand: () => Expression): Expression {
    const first = readOperand();
    const rest: { readonly compute: Operator["compute"]; readonly operand: Expression }[] = [];
    for (;;) {
      const operator = operators.find(({ sign }) => this.scanner.sign(sign));
      if (!operator) break;
      rest.push({ compute: operator.compute, operand: readOperand() });
    }
    if (rest.length === 0) return first;
    return (record) =>
      rest.reduce((left, { compute, operand }) => reckoned(left, operand(record), compute), first(record));
  }

  private power(): Expression {
    const base = this.operand();
    if (!this.scanner.sign("^")) return base;
    const exponent = this.deeper(() => this.power());
    return (record) => reckoned(base(record), exponent(record), (a, b) => a ** b);
  }

  private operand(): Expression {
    const { scanner } = this;
    if (scanner.sign("(")) {
      const inner = this.read();
      scanner.expect(")");
      return inner;
    }
    if (scanner.sign("-")) {
      const inner = this.deeper(() => this.operand());
      return (record) => reckoned(0, inner(record), (a, b) => a - b);
    }
    const literal = scanner.string() ?? scanner.period() ?? scanner.number();
    if (literal !== undefined) return () => literal;
    return this.named();
  }

  /** A field, or a function of some expressions. */
  private named(): Expression {
    const { scanner } = this;
    const start = scanner.here;
    const name = scanner.name();
    if (name === undefined) throw scanner.unexpected();
    if (!scanner.sign("(")) return (record) => record.get(name);
    if (name.toLowerCase() === "bin") return this.bin();
    if (this.aggregates && isAggregate(name)) return this.aggregated(name, start);
    const call = FUNCTIONS.get(name.toLowerCase());
    if (!call) {
      scanner.rewind(start);
      throw scanner.unexpected("expecting a function");
    }
    const values = this.list(")");
    return (record) => call(...values.map((value) => value(record)));
  }

  /** `bin(5m)`, or `bin(field, 5m)` */
  private bin(): Expression {
    const of = [...this.list(")")];
    const period = of.pop();
    const moment = of[0] ?? ((record: QueryRecord) => record.get("@timestamp"));
    return (record) => datefloor(moment(record), period?.(record));
  }

  private aggregated(name: string, start: number): Expression {
    const { scanner, aggregates } = this;
    const everything = scanner.sign("*");
    // Aggregates cannot be nested: inside, only fields are allowed.
    const [of, ...options] = everything ? [] : new ExpressionReader(scanner).list(")");
    if (everything) scanner.expect(")");
    const text = scanner.textSince(start);
    aggregates?.push(aggregate(name, text, of, options));
    return (record) => record.get(text);
  }

  private list(end: string): Expression[] {
    const values: Expression[] = [];
    if (this.scanner.sign(end)) return values;
    do values.push(this.read());
    while (this.scanner.sign(","));
    this.scanner.expect(end);
    return values;
  }
}

function textOf(value: Value): string {
  return value === undefined ? "" : toText(value);
}

function reckoned(left: Value, right: Value, compute: Operator["compute"]): Value {
  const result = compute(toNumber(left), toNumber(right));
  if (Number.isNaN(result)) return undefined;
  // A time plus or minus a duration is a time; the difference of two times is a duration.
  return left instanceof Moment !== right instanceof Moment ? new Moment(result) : result;
}
