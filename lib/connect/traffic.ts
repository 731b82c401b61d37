import type { Fault } from "../control/faults.js";
import type { RequestFilter, RequestRecord } from "../control/requests.js";
import { type Calls, segment } from "./calls.js";
import type { Json } from "./json.js";

/** A request that reached a simulator in another process. Its input is as JSON shows it. */
export type ConnectedRequest = Json<Omit<RequestRecord, "input" | "exception">> & {
  readonly input?: Record<string, unknown>;
  readonly exception?: unknown;
};

/** The log of requests of a simulator in another process. */
export class ConnectedRequests {
  /** @internal */
  constructor(private readonly calls: Calls) {}

  /** All records, or those that match, oldest first. */
  async filter(filter: RequestFilter = {}): Promise<ConnectedRequest[]> {
    const answer = await this.calls.call<{ requests: ConnectedRequest[] }>("GET", "/requests", {
      query: { ...filter },
    });
    return answer.requests;
  }

  /** The latest record that matches. */
  async last(filter?: RequestFilter): Promise<ConnectedRequest | undefined> {
    return (await this.filter(filter)).at(-1);
  }

  /** Forgets every record. */
  async clear(): Promise<void> {
    await this.calls.call("DELETE", "/requests");
  }
}

/** A fault that was added to a simulator in another process. */
export class ConnectedFault {
  /** @internal */
  constructor(
    private readonly calls: Calls,
    /** Names it among the faults of the simulator. */
    readonly id: string,
    /** What was added. */
    readonly fault: Fault,
  ) {}

  /** How many requests it has struck. */
  async hits(): Promise<number> {
    return (await this.calls.call<{ hits: number }>("GET", `/faults/${segment(this.id)}`)).hits;
  }

  async remove(): Promise<void> {
    await this.calls.call("DELETE", `/faults/${segment(this.id)}`);
  }
}

/** Makes requests of a simulator in another process fail, wait or break off. */
export class ConnectedFaults {
  /** @internal */
  constructor(private readonly calls: Calls) {}

  /** Makes matching requests fail from now on. */
  async add(fault: Fault): Promise<ConnectedFault> {
    const { id } = await this.calls.call<{ id: string }>("POST", "/faults", { body: fault });
    return new ConnectedFault(this.calls, id, fault);
  }

  /** The faults in force, oldest first. */
  async list(): Promise<ConnectedFault[]> {
    const answer = await this.calls.call<{ faults: (Fault & { id: string; hits: number })[] }>(
      "GET",
      "/faults",
    );
    return answer.faults.map(({ id, hits: _, ...fault }) => new ConnectedFault(this.calls, id, fault));
  }

  /** Removes every fault. Requests that a latency is holding back are broken off. */
  async clear(): Promise<void> {
    await this.calls.call("DELETE", "/faults");
  }
}
