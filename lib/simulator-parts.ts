import type { Endpoint } from "./client-config.js";
import type { Faults } from "./control/faults.js";
import type { RequestLog } from "./control/requests.js";
import type { Stubs } from "./control/stubs/stubs.js";
import type { CallParts } from "./dispatch/call.js";
import type { Dispatcher } from "./dispatch/dispatcher.js";
import type { SimulatorState } from "./durable/simulator-state.js";
import type { HttpServer } from "./http/server.js";
import type { Inspector } from "./inspector/inspector.js";
import type { Simulation } from "./runtime/context.js";
import type { IdSource } from "./runtime/ids.js";
import type { TemporaryTrust } from "./tls-option.js";

/** The parts of a simulator. */
export interface SimulatorParts {
  readonly calls: CallParts;
  readonly server: HttpServer;
  readonly simulation: Simulation;
  readonly dispatcher: Dispatcher;
  readonly requests: RequestLog;
  readonly faults: Faults;
  readonly stubs: Stubs;
  readonly inspector: Inspector;
  readonly requestIds: IdSource;
  readonly endpoint: Endpoint;
  /** The trusted certificates, if it listens over HTTPS. */
  readonly trust: TemporaryTrust | undefined;
  /** Where the state is loaded from and stored. */
  readonly state: SimulatorState;
}

/**
 * Stops all parts: closes connections, stops handlers, and clears all timers. What cannot be stored at the end is kept
 * with the failures of the clock.
 */
export async function stopParts(parts: SimulatorParts): Promise<void> {
  const { simulation, faults, inspector, dispatcher, server, trust, state } = parts;
  simulation.eras.begin();
  simulation.transient.clear();
  simulation.clock.close();
  faults.clear();
  inspector.close();
  dispatcher.close();
  try {
    await Promise.all([server.close(), trust?.remove()]);
  } finally {
    try {
      state.close();
    } catch (error) {
      simulation.clock.fail([error]);
    }
  }
}
