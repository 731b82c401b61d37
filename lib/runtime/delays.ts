import { type Duration, milliseconds } from "../clock/duration.js";
import { rejectUnknownMembers, unknownName } from "../text/suggestions.js";
import { ServiceNames } from "./service-names.js";

/**
 * How long a transition takes: a {@link Duration}; `"never"`, until the test releases it; or
 * `{ describes: n }`, until the resource has been described `n` times.
 */
export type Delay = Duration | "never" | { readonly describes: number };

/** The transitions of one service that can be delayed, with their default delays. */
export type DelayDefaults = Readonly<Record<string, Delay>>;

/**
 * Values of the option `delays`: one delay for all services, or per service one delay for all transitions or
 * one for each.
 */
export type DelaysOption =
  | Duration
  | { readonly [service: string]: Delay | { readonly [transition: string]: Delay } };

/** The current delays, by service and transition. */
export class Delays {
  private current = new Map<string, Map<string, Delay>>();
  /** `service.transition` of the delays that were set explicitly. */
  private chosen = new Set<string>();

  /** @internal */
  constructor(
    private readonly defaults: Readonly<Record<string, DelayDefaults>>,
    private readonly initial: DelaysOption = {},
    private readonly services = namesOf(Object.keys(defaults)),
  ) {
    this.reset();
  }

  /**
   * Changes delays. Transitions in progress keep theirs.
   *
   * @throws TypeError for an unknown service or transition, or a value that is not a delay.
   */
  set(option: DelaysOption): void {
    const { current: before, chosen } = this;
    this.chosen = new Set(chosen);
    this.current = new Map([...before].map(([service, delays]) => [service, new Map(delays)]));
    try {
      this.apply(option);
    } catch (error) {
      this.current = before;
      this.chosen = chosen;
      throw error;
    }
  }

  /** The current delays by service and transition; durations in milliseconds. */
  all(): Record<string, Record<string, Delay>> {
    return Object.fromEntries(
      [...this.current].map(([service, delays]) => [service, Object.fromEntries(delays)]),
    );
  }

  /** Restores the initial delays. */
  reset(): void {
    this.current = new Map(
      Object.entries(this.defaults).map(([service, delays]) => [
        service,
        new Map(Object.entries(delays).map(([transition, delay]) => [transition, checked(delay)])),
      ]),
    );
    this.chosen = new Set();
    this.set(this.initial);
  }

  /** Whether a delay was set explicitly, by the option or later. */
  isSet(service: string, transition: string): boolean {
    return this.chosen.has(`${service}.${transition}`);
  }

  /** The delay of one transition. */
  get(service: string, transition: string): Delay {
    const delay = this.current.get(service)?.get(transition);
    if (delay === undefined) throw unknownName("transition", `${service}.${transition}`, this.names());
    return delay;
  }

  /** The delay of a transition in milliseconds; 0 if it does not wait for time. */
  milliseconds(service: string, transition: string): number {
    const delay = this.get(service, transition);
    return typeof delay === "number" ? delay : 0;
  }

  private apply(option: DelaysOption): void {
    if (typeof option !== "object" || option === null) return this.setAll([...this.current.keys()], option);
    for (const [name, delays] of Object.entries(option)) {
      const service = this.services.service(name);
      if (isDelay(delays)) this.setAll([service], delays);
      else for (const [transition, delay] of Object.entries(delays)) this.setOne(service, transition, delay);
    }
  }

  /**
   * The simulator's name of the service of a transition.
   *
   * @throws TypeError for a service or a transition that does not exist.
   */
  serviceOf(service: string, transition: string): string {
    const name = this.services.service(service);
    if (this.current.get(name)?.has(transition)) return name;
    throw unknownName("transition", `${name}.${transition}`, this.names(name));
  }

  private names(only?: string): string[] {
    return [...this.current].flatMap(([service, delays]) =>
      (only ?? service) === service ? [...delays.keys()].map((name) => `${service}.${name}`) : [],
    );
  }

  private setAll(services: string[], delay: Delay): void {
    for (const service of services) {
      for (const transition of this.current.get(service)?.keys() ?? [])
        this.setOne(service, transition, delay);
    }
  }

  private setOne(service: string, transition: string, delay: Delay): void {
    const delays = this.current.get(service);
    if (!delays?.has(transition))
      throw unknownName("transition", `${service}.${transition}`, this.names(service));
    delays.set(transition, checked(delay));
    this.chosen.add(`${service}.${transition}`);
  }
}

/** Services without other names. */
function namesOf(services: readonly string[]): ServiceNames {
  return new ServiceNames(services.map((name) => ({ name, signingName: name, operationNames: [] })));
}

function isDelay(value: Delay | { readonly [transition: string]: Delay }): value is Delay {
  return (
    typeof value !== "object" ||
    value === null ||
    ("describes" in value && typeof value.describes === "number")
  );
}

function checked(delay: Delay): Delay {
  if (delay === "never") return delay;
  if (typeof delay !== "object" || delay === null) return milliseconds(delay);
  rejectUnknownMembers(delay, ["describes"], "A delay");
  if (Number.isInteger(delay.describes) && delay.describes > 0) return delay;
  throw new TypeError(
    `Not a number of describe calls: ${String(delay.describes)}. Use a whole number above 0.`,
  );
}
