import type { Fault } from "../control/faults.js";
import type { RequestFilter, RequestRecord, UnansweredOperation } from "../control/requests.js";
import { type Calls, segment } from "./calls.js";
import type { Json } from "./json.js";

/** A request to a simulator in another process, with its input as JSON. */
export type ConnectedRequest = Json<Omit<RequestRecord, "input" | "exception">> & {
  readonly input?: Record<string, unknown>;
  readonly exception?: unknown;
};

/** The request log of a simulator in another process. */
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

  /** The latest matching record. */
  async last(filter?: RequestFilter): Promise<ConnectedRequest | undefined> {
    return (await this.filter(filter)).at(-1);
  }

  /** The requested operations that are neither simulated nor stubbed. */
  async unanswered(): Promise<UnansweredOperation[]> {
    const answer = await this.calls.call<{ unanswered: UnansweredOperation[] }>(
      "GET",
      "/requests/unanswered",
    );
    return answer.unanswered;
  }

  /** Clears the log. */
  async clear(): Promise<void> {
    await this.calls.call("DELETE", "/requests");
  }
}

/** A fault that was added to a simulator in another process. */
export class ConnectedFault {
  /** @internal */
  constructor(
    private readonly calls: Calls,
    /** Identifies the fault in the simulator. */
    readonly id: string,
    /** The fault as it was added. */
    readonly fault: Fault,
  ) {}

  /** The number of requests that it affected. */
  async hits(): Promise<number> {
    return (await this.calls.call<{ hits: number }>("GET", `/faults/${segment(this.id)}`)).hits;
  }

  async remove(): Promise<void> {
    await this.calls.call("DELETE", `/faults/${segment(this.id)}`);
  }
}

/** Makes requests to a simulator in another process fail, delays them, or closes their connections. */
export class ConnectedFaults {
  /** @internal */
  constructor(private readonly calls: Calls) {}

  /** Adds a fault for matching requests. */
  async add(fault: Fault): Promise<ConnectedFault> {
    const { id } = await this.calls.call<{ id: string }>("POST", "/faults", { body: fault });
    return new ConnectedFault(this.calls, id, fault);
  }

  /** The active faults, oldest first. */
  async list(): Promise<ConnectedFault[]> {
    const answer = await this.calls.call<{ faults: (Fault & { id: string; hits: number })[] }>(
      "GET",
      "/faults",
    );
    return answer.faults.map(({ id, hits: _, ...fault }) => new ConnectedFault(this.calls, id, fault));
  }

  /** Removes all faults. Closes the connections of requests that a latency delays. */
  async clear(): Promise<void> {
    await this.calls.call("DELETE", "/faults");
  }
}
