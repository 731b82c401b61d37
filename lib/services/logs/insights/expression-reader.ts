import { type Aggregate, aggregate, isAggregate } from "./aggregates.js";
import type { Expression } from "./expression.js";
import { COMPARISONS, FUNCTIONS } from "./functions.js";
import type { QueryRecord } from "./record.js";
import type { QueryScanner } from "./scanner.js";
import { compareValues, isTrue, Moment, toNumber, toText, type Value } from "./values.js";

/** Reads expressions, loosest operators first. In `stats`, the aggregates that it meets are collected. */
export class ExpressionReader {
  constructor(
    private readonly scanner: QueryScanner,
    private readonly aggregates?: Aggregate[],
  ) {}

  read(): Expression {
    let left = this.conjunction();
    while (this.scanner.keyword("or")) {
      const [a, b] = [left, this.conjunction()];
      left = (record) => isTrue(a(record)) || isTrue(b(record));
    }
    return left;
  }

  private conjunction(): Expression {
    let left = this.negation();
    while (this.scanner.keyword("and")) {
      const [a, b] = [left, this.negation()];
      left = (record) => isTrue(a(record)) && isTrue(b(record));
    }
    return left;
  }

  private negation(): Expression {
    if (!this.scanner.keyword("not")) return this.comparison();
    const inner = this.negation();
    return (record) => !isTrue(inner(record));
  }

  private comparison(): Expression {
    const { scanner } = this;
    const left = this.sum();
    if (scanner.sign("=~")) return this.likeness(left);
    const sign = Object.keys(COMPARISONS).find((candidate) => scanner.sign(candidate));
    const compare = sign === undefined ? undefined : COMPARISONS[sign];
    if (compare) {
      const right = this.sum();
      return (record) => compare(left(record), right(record));
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
    let left = this.product();
    for (;;) {
      if (this.scanner.sign("+")) left = arithmetic(left, this.product(), (a, b) => a + b);
      else if (this.scanner.sign("-")) left = arithmetic(left, this.product(), (a, b) => a - b);
      else return left;
    }
  }

  private product(): Expression {
    let left = this.power();
    for (;;) {
      if (this.scanner.sign("*")) left = arithmetic(left, this.power(), (a, b) => a * b);
      else if (this.scanner.sign("/")) left = arithmetic(left, this.power(), (a, b) => a / b);
      else if (this.scanner.sign("%")) left = arithmetic(left, this.power(), (a, b) => a % b);
      else return left;
    }
  }

  private power(): Expression {
    const base = this.operand();
    return this.scanner.sign("^") ? arithmetic(base, this.power(), (a, b) => a ** b) : base;
  }

  private operand(): Expression {
    const { scanner } = this;
    if (scanner.sign("(")) {
      const inner = this.read();
      scanner.expect(")");
      return inner;
    }
    if (scanner.sign("-"))
      return arithmetic(
        () => 0,
        this.operand(),
        (a, b) => a - b,
      );
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
    const call = FUNCTIONS[name.toLowerCase()];
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
    return (record) => FUNCTIONS.datefloor?.(moment(record), period?.(record));
  }

  private aggregated(name: string, start: number): Expression {
    const { scanner, aggregates } = this;
    const everything = scanner.sign("*");
    // An aggregate of aggregates is none: inside, only fields are known.
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

function arithmetic(a: Expression, b: Expression, compute: (a: number, b: number) => number): Expression {
  return (record) => {
    const [left, right] = [a(record), b(record)];
    const result = compute(toNumber(left), toNumber(right));
    if (Number.isNaN(result)) return undefined;
    // A moment and a length make a moment; two moments make a length.
    return left instanceof Moment !== right instanceof Moment ? new Moment(result) : result;
  };
}
