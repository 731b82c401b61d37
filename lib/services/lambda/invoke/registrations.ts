import { parseReference } from "../references.js";
import { type LambdaContext, type LambdaOutcomes, perform } from "./handler.js";

/** A parsed function name of any form. Omitted parts match everything. */
interface Target {
  readonly name: string;
  readonly qualifier?: string;
  readonly region?: string;
  readonly account?: string;
}

/** The function of a behaviour, with options. */
export interface LambdaTarget {
  /** `"name"`, `"name:alias"`, `"name:1"`, or an ARN. */
  readonly name: string;
  /**
   * Also writes console output of the handler to the function's log. Default `false`: `console` is not
   * changed.
   */
  readonly captureConsole?: boolean;
}

/** The invoked function. */
export interface Invoked extends Target {
  readonly region: string;
  readonly account: string;
}

/** Outcomes of successive calls. The number of calls is a row, so that a snapshot restores it. */
export interface Behaviour {
  readonly number: number;
  /** Console output of the handler is also in the function's log. */
  readonly captureConsole: boolean;
  /** Applies the outcome for a call, by the number of earlier calls. */
  perform(position: number, event: unknown, context: LambdaContext): unknown;
}

/** A behaviour that a test has set for a function. */
export interface Registration {
  readonly target: Target;
  readonly behaviour: Behaviour;
}

/** The behaviours of functions. */
export class Registrations {
  private readonly all: Registration[] = [];
  private made = 0;

  /** @throws TypeError when `name` is not the name of a function. */
  add<Event>(given: string | LambdaTarget, outcomes: LambdaOutcomes<Event>): Registration {
    const { name, captureConsole = false } = typeof given === "string" ? { name: given } : given;
    const target = parseReference(name);
    if (!target)
      throw new TypeError(
        `Invalid function name or ARN: ${JSON.stringify(name)}. Use "name", "name:alias" or an ARN.`,
      );
    const registration = { target, behaviour: this.behaviour(outcomes, captureConsole) };
    this.all.push(registration);
    return registration;
  }

  /** Creates a behaviour that is not assigned to a function yet. */
  behaviour<Event>(outcomes: LambdaOutcomes<Event>, captureConsole = false): Behaviour {
    const last = outcomes.length - 1;
    return {
      number: this.made++,
      captureConsole,
      perform: (position, event, context) => perform(outcomes[Math.min(position, last)], event, context),
    };
  }

  remove(registration: Registration): void {
    const index = this.all.indexOf(registration);
    if (index >= 0) this.all.splice(index, 1);
  }

  /** The names of the functions with a behaviour. */
  names(): string[] {
    return this.all.map(({ target }) => target.name);
  }

  /** The behaviour with the most specific target; among equals, the latest one. */
  find(invoked: Invoked): Registration | undefined {
    let best: Registration | undefined;
    for (const registration of this.all) {
      if (!matches(registration.target, invoked)) continue;
      if (!best || exactness(registration.target) >= exactness(best.target)) best = registration;
    }
    return best;
  }
}

function matches(target: Target, invoked: Invoked): boolean {
  return (
    target.name === invoked.name &&
    (target.qualifier ?? invoked.qualifier) === invoked.qualifier &&
    (target.region ?? invoked.region) === invoked.region &&
    (target.account ?? invoked.account) === invoked.account
  );
}

function exactness({ qualifier, region, account }: Target): number {
  return (qualifier === undefined ? 0 : 4) + (account === undefined ? 0 : 2) + (region === undefined ? 0 : 1);
}
