import type { Environment } from "../client-environment.js";
import { own } from "../values/own.js";
import type { CommandLine } from "./command-line.js";
import { type FlagName, flagOf } from "./flags.js";
import { UsageError } from "./usage-error.js";

/** The values of the command line, else of the environment. */
export class Given {
  constructor(
    private readonly flags: CommandLine["flags"],
    private readonly environment: Environment,
  ) {}

  /** The value of a flag; the last one if it is repeated. */
  text(name: FlagName): string | undefined {
    return this.flags.get(name)?.at(-1) ?? this.variable(name);
  }

  /** The values of a flag that may be repeated. */
  texts(name: FlagName): readonly string[] | undefined {
    return this.flags.get(name) ?? this.variable(name)?.split(",");
  }

  /** A flag without value. */
  isSet(name: FlagName): boolean {
    const text = this.text(name) ?? "false";
    if (/^(true|1|yes)$/i.test(text)) return true;
    if (/^(false|0|no)$/i.test(text)) return false;
    throw this.refuse(name, "true or false");
  }

  /** One of some values. */
  oneOf<Value extends string>(name: FlagName, ...values: readonly Value[]): Value | undefined {
    const text = this.text(name);
    const value = values.find((known) => known === text);
    if (text !== undefined && value === undefined) throw this.refuse(name, values.join(", "));
    return value;
  }

  /** The error for an invalid value, naming its source. */
  refuse(name: FlagName, expected: string): UsageError {
    return new UsageError(`${this.source(name)} cannot be "${this.text(name)}". Use ${expected}.`);
  }

  /** The flag or variable that the value comes from. */
  source(name: FlagName): string {
    return this.flags.has(name) ? `--${name}` : flagOf(name).variable;
  }

  /** An empty variable counts as unset. */
  private variable(name: FlagName): string | undefined {
    return own(this.environment, flagOf(name).variable) || undefined;
  }
}
