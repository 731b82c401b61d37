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

/** The current delays, by service and transition. Those of a service are read when they are first needed. */
export class Delays {
  private current = new Map<string, Map<string, Delay>>();
  /** The delay that was set for all services, which those have that are read later. */
  private general: Delay | undefined;
  /** `service.transition` of the delays that were set explicitly. */
  private chosen = new Set<string>();
  private readonly defaults: ReadonlyMap<string, () => DelayDefaults>;

  /** @internal */
  constructor(
    defaults: Readonly<Record<string, () => DelayDefaults>>,
    private readonly initial: DelaysOption = {},
    private readonly services = namesOf(Object.keys(defaults)),
  ) {
    this.defaults = new Map(Object.entries(defaults));
    this.reset();
  }

  /**
   * Changes delays. Transitions in progress keep theirs.
   *
   * @throws TypeError for an unknown service or transition, or a value that is not a delay.
   */
  set(option: DelaysOption): void {
    const { current: before, general, chosen } = this;
    this.chosen = new Set(chosen);
    this.current = new Map([...before].map(([service, delays]) => [service, new Map(delays)]));
    try {
      this.apply(option);
    } catch (error) {
      this.current = before;
      this.general = general;
      this.chosen = chosen;
      throw error;
    }
  }

  /** The current delays by service and transition; durations in milliseconds. */
  all(): Record<string, Record<string, Delay>> {
    return Object.fromEntries(
      Array.from(this.defaults.keys(), (service) => [service, Object.fromEntries(this.of(service) ?? [])]),
    );
  }

  /** Restores the initial delays. */
  reset(): void {
    this.current = new Map();
    this.general = undefined;
    this.chosen = new Set();
    this.set(this.initial);
  }

  /** Whether a delay was set explicitly, by the option or later. */
  isSet(service: string, transition: string): boolean {
    return this.of(service) !== undefined && this.chosen.has(`${service}.${transition}`);
  }

  /** The delay of one transition. */
  get(service: string, transition: string): Delay {
    const delay = this.of(service)?.get(transition);
    if (delay === undefined) throw unknownName("transition", `${service}.${transition}`, this.names());
    return delay;
  }

  /** The delay of a transition in milliseconds; 0 if it does not wait for time. */
  milliseconds(service: string, transition: string): number {
    const delay = this.get(service, transition);
    return typeof delay === "number" ? delay : 0;
  }

  /**
   * The simulator's name of the service of a transition.
   *
   * @throws TypeError for a service or a transition that does not exist.
   */
  serviceOf(service: string, transition: string): string {
    const name = this.services.service(service);
    if (this.of(name)?.has(transition)) return name;
    throw unknownName("transition", `${name}.${transition}`, this.names(name));
  }

  private apply(option: DelaysOption): void {
    if (typeof option !== "object" || option === null) return this.setGeneral(option);
    for (const [name, delays] of Object.entries(option)) {
      const service = this.services.service(name);
      if (isDelay(delays)) this.setAll(service, delays);
      else for (const [transition, delay] of Object.entries(delays)) this.setOne(service, transition, delay);
    }
  }

  private of(service: string): Map<string, Delay> | undefined {
    const known = this.current.get(service);
    const defaults = this.defaults.get(service);
    if (known || !defaults) return known;
    const delays = Object.entries(defaults()).map(([name, delay]) => [name, checked(delay)] as const);
    const read = new Map(delays);
    this.current.set(service, read);
    if (this.general !== undefined) this.setAll(service, this.general);
    return read;
  }

  private names(only?: string): string[] {
    const services = only === undefined ? [...this.defaults.keys()] : [only];
    return services.flatMap((service) =>
      Array.from(this.of(service)?.keys() ?? [], (name) => `${service}.${name}`),
    );
  }

  private setGeneral(delay: Delay): void {
    this.general = checked(delay);
    for (const service of this.current.keys()) this.setAll(service, delay);
  }

  private setAll(service: string, delay: Delay): void {
    for (const transition of this.of(service)?.keys() ?? []) this.setOne(service, transition, delay);
  }

  private setOne(service: string, transition: string, delay: Delay): void {
    const delays = this.of(service);
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
