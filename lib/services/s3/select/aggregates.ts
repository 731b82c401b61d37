import { selectError } from "../errors/select.js";
import type { AggregateName } from "./syntax.js";
import { asNumber, compare, isKnown, type SqlValue } from "./values.js";

/** Computes one aggregate over rows. NULL and MISSING are ignored. */
export class Aggregate {
  private count = 0;
  private sum = 0;
  private extreme: SqlValue = null;

  constructor(private readonly name: AggregateName) {}

  /** @param value `true` for each row of `COUNT(*)` */
  add(value: SqlValue): void {
    if (!isKnown(value)) return;
    this.count++;
    if (this.name === "COUNT") return;
    const number = asNumber(value);
    if (this.name === "SUM" || this.name === "AVG") {
      if (number === undefined)
        throw selectError(
          "IllegalSqlFunctionArgument",
          `Illegal argument was used in the SQL function ${this.name}.`,
        );
      this.sum += number;
      return;
    }
    const candidate = number ?? value;
    const order = isKnown(this.extreme) ? compare(candidate, this.extreme) : undefined;
    const replaces = this.name === "MAX" ? (order ?? 1) > 0 : (order ?? -1) < 0;
    if (replaces) this.extreme = candidate;
  }

  result(): SqlValue {
    switch (this.name) {
      case "COUNT":
        return this.count;
      case "SUM":
        return this.count === 0 ? null : this.sum;
      case "AVG":
        return this.count === 0 ? null : this.sum / this.count;
      default:
        return this.extreme;
    }
  }
}
