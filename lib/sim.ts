import { endpointOf } from "./client-config.js";
import { announce } from "./control/announce.js";
import { Faults } from "./control/faults.js";
import { handlerClients } from "./control/handler-clients.js";
import { ControlSurface, isForControl } from "./control/http/surface.js";
import { isForTaskAgent, TaskAgentSurface } from "./control/http/task-agent.js";
import { controlledServices, controlsOf } from "./control/in-process.js";
import { RequestLog } from "./control/requests.js";
import { Stubs } from "./control/stubs/stubs.js";
import { Dispatcher } from "./dispatch/dispatcher.js";
import { nameOperation } from "./dispatch/find-operation.js";
import { BrowserGuard } from "./dispatch/guard/browser-guard.js";
import { LoadedServices } from "./dispatch/loaded-services.js";
import { ServiceRoutes } from "./dispatch/routes.js";
import { ServiceCalls } from "./dispatch/service-calls.js";
import type { Storage } from "./durable/data-directory.js";
import { SimulatorState } from "./durable/simulator-state.js";
import type { Dispatch } from "./http/dispatch.js";
import { listen } from "./http/server.js";
import { Inspector } from "./inspector/inspector.js";
import { FactsArchive } from "./model/archive.js";
import { type AwsSimOptions, resolveOptions } from "./options.js";
import type { ResolvedOptions } from "./resolved-options.js";
import { Executor } from "./runtime/execute.js";
import { IdSource } from "./runtime/ids.js";
import { type Controls, type ControlsOf, type ServiceTable, services } from "./services/index.js";
import { accountsByKey } from "./signing/credential.js";
import { ValidKeys } from "./signing/valid-keys.js";
import { createVerifier } from "./signing/verify.js";
import { createSimulation, tablesOf } from "./simulation.js";
import { Simulator } from "./simulator.js";
import { writeTrust } from "./tls-option.js";
import { VERSION } from "./version.js";
import type { AcceptChannel } from "./wire/channel.js";
import { ConnectionDropped } from "./wire/message.js";
import { connectPorts } from "./wiring.js";

/** A running simulator, with the control objects of its services. */
export type AwsSim = Simulator & Controls;

/**
 * Starts a simulator of AWS in this process; resolves when it accepts requests.
 *
 * ```ts
 * const sim = await createAwsSim({ region: "eu-west-1", delays: 0 });
 * const ecs = new ECSClient(sim.clientConfig());
 * ```
 *
 * @throws TypeError for an invalid option; Error if the port is in use.
 */
export async function createAwsSim(options: AwsSimOptions = {}): Promise<AwsSim> {
  const sim = await prepareAwsSim(options);
  sim.resumeRuns();
  return sim;
}

/** @internal As {@link createAwsSim}; what ran when its state was stored waits for `goOn()`. */
export async function prepareAwsSim(options: AwsSimOptions): Promise<AwsSim> {
  const sim = await startSim(services, resolveOptions(options, process.env));
  sim.requests.listen(announce);
  return sim;
}

/**
 * @internal Starts a simulator of these services.
 *
 * @param storage what a data directory is written with, where it is not what this machine has.
 */
export async function startSim<Table extends ServiceTable>(
  table: Table,
  options: ResolvedOptions,
  storage: Storage = {},
): Promise<Simulator & ControlsOf<Table>> {
  const definitions = Object.values(table);
  const server = await listen(
    (request) => answer(request),
    options,
    (request) => accept(request),
  );
  // The port is not published until wiring completes.
  let answer: Dispatch = () => Promise.reject(new ConnectionDropped());
  let accept: AcceptChannel = () => undefined;
  const { tls } = options;
  const trust = tls && (await writeTrust(tls));
  let state: SimulatorState | undefined;
  try {
    state = await SimulatorState.open({
      ...options,
      tables: () => tablesOf(definitions),
      version: VERSION,
      storage,
    });
    const archive = new FactsArchive();
    const simulation = createSimulation(options, definitions, server.url, {
      archived: () => archive.services,
      blobs: state.blobs,
    });
    connectPorts(simulation);
    state.attach(simulation);
    const requestIds = new IdSource(options.seed === undefined ? undefined : `requests of ${options.seed}`);
    const requests = new RequestLog(options.requestLogLimit, options.requestInputLimit, simulation.names);
    const faults = new Faults(simulation.clock, requestIds, simulation.names);
    const loaded = new LoadedServices(simulation.work, definitions, archive);
    const stubs = new Stubs(
      (service, operation) => nameOperation(simulation.names, loaded, service, operation),
      options.historyLimit,
    );
    const inspector = new Inspector({ simulation, requests, faults }, definitions);
    if (options.inspect !== "on-demand") inspector.record();
    const executor = new Executor(simulation.store, faults, stubs);
    const calls = { simulation, executor, services: loaded, requestIds };
    simulation.ports.operations = new ServiceCalls({ ...calls, requests });
    const { credentials } = options;
    const routes = new ServiceRoutes(definitions);
    const hosts = [options.host, ...options.controlHosts];
    const dispatcher = new Dispatcher({
      simulation,
      routes,
      services: loaded,
      executor,
      requests,
      requestIds,
      guard: new BrowserGuard({ hosts, allowedOrigins: options.allowedOrigins }),
      ...(credentials && {
        verifier: await createVerifier({
          keys: new ValidKeys(credentials, simulation.ports.callers),
          now: () => simulation.clock.now(),
          region: options.region,
        }),
        accounts: accountsByKey(credentials),
      }),
    });
    const agent = new TaskAgentSurface(simulation.ports, hosts);
    accept = (request) => agent.open(request);
    answer = (request) => {
      if (isForTaskAgent(request)) return agent.answer(request);
      // A bucket addressed by its host name can have a key that starts with "_sim/".
      const isControl = isForControl(request) && !routes.owns(request);
      return isControl ? surface.answer(request) : dispatcher.dispatch(request);
    };
    const endpoint = endpointOf(server.url, options, answer, () => simulation.clock.ahead(), trust?.files);
    simulation.ports.clients = handlerClients(simulation, endpoint);
    const simulator = new Simulator({
      calls,
      server,
      simulation,
      dispatcher,
      requests,
      faults,
      stubs,
      inspector,
      requestIds,
      endpoint,
      trust,
      state,
    });
    const controls = controlsOf(table, simulation, executor);
    const surface = new ControlSurface(simulator, controlledServices(table, controls), hosts, simulation);
    // Assigned, all of them would be made.
    Object.defineProperties(simulator, Object.getOwnPropertyDescriptors(controls));
    return simulator as Simulator & ControlsOf<Table>;
  } catch (error) {
    const release = async () => state?.close();
    await Promise.allSettled([release(), server.close(), trust?.remove()]);
    throw error;
  }
}
