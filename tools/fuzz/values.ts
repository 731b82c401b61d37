import type { Shape } from "../../lib/model/shapes.js";
import type { Pool } from "./pool.js";
import type { Random } from "./random.js";
import { strangeString, strangeValue } from "./strange.js";

/** Makes inputs of operations: mostly of the right type, sometimes not. */
export class Values {
  constructor(
    private readonly random: Random,
    private readonly pool: Pool,
    /** Probability that a value is strange. */
    private readonly strangeness: number,
  ) {}

  of(shape: Shape, name: string, depth = 0): unknown {
    const { random } = this;
    if (random.chance(this.strangeness)) return strangeValue(random);
    switch (shape.type) {
      case "structure":
        return this.structure(shape, depth);
      case "list": {
        const length = depth > 5 ? 0 : random.below(3);
        return Array.from({ length }, () => this.of(shape.member.shape, name, depth + 1));
      }
      case "map": {
        const length = depth > 5 ? 0 : random.below(3);
        const entries = Array.from({ length }, () => [
          this.text(name),
          this.of(shape.value.shape, name, depth + 1),
        ]);
        return Object.fromEntries(entries);
      }
      case "string":
        return shape.enum && random.chance(0.8) ? random.pick(shape.enum) : this.text(name);
      case "integer":
      case "long":
        return random.chance(0.8) ? random.below(20) : random.pick([-1, 2 ** 31, 2 ** 53, 1e18, 0.5]);
      case "float":
      case "double":
        return random.next() * 100;
      case "boolean":
        return random.chance(0.5);
      case "blob":
        return Buffer.from(this.text(name)).toString("base64");
      case "timestamp":
        return random.chance(0.8) ? 1_893_456_000 + random.below(1_000_000) : random.pick([-1, 1e20, 0]);
    }
  }

  /** Required members nearly always, the others now and then. */
  structure(shape: Extract<Shape, { type: "structure" }>, depth = 0): Record<string, unknown> {
    const { random } = this;
    if (shape.document) return { a: this.text("value") };
    const optional = depth > 5 ? 0 : random.pick([0, 0.1, 0.3]);
    const members = shape.members.filter(({ required }) => random.chance(required ? 0.96 : optional));
    return Object.fromEntries(
      members.map((member) => [member.name, this.of(member.shape, member.name, depth + 1)]),
    );
  }

  private text(name: string): string {
    const { random, pool } = this;
    if (random.chance(this.strangeness)) return strangeString(random);
    return pool.pick(name, random);
  }
}
