import type { Scope } from "../runtime/scope.js";
import { type Calls, segment } from "./calls.js";
import type { Json } from "./json.js";

/** A service of a simulator in another process, and what it holds. */
export class ConnectedService<State> {
  /** @internal */
  constructor(
    protected readonly calls: Calls,
    private readonly name: string,
  ) {}

  /** All that the service holds in an account and region; left out, the simulator's. */
  state(at: Scope = {}): Promise<Json<State>> {
    return this.calls.call("GET", `/state/${segment(this.name)}`, { query: { ...at } });
  }
}
