import { endpointOf } from "./client-config.js";
import { announce } from "./control/announce.js";
import { Faults } from "./control/faults.js";
import { ControlSurface, isForControl } from "./control/http/surface.js";
import { controlledServices, controlsOf } from "./control/in-process.js";
import { RequestLog } from "./control/requests.js";
import { Dispatcher } from "./dispatch/dispatcher.js";
import { BrowserGuard } from "./dispatch/guard/browser-guard.js";
import { LoadedServices } from "./dispatch/loaded-services.js";
import { ServiceRoutes } from "./dispatch/routes.js";
import { type Dispatch, listen } from "./http/server.js";
import { type AwsSimOptions, type ResolvedOptions, resolveOptions } from "./options.js";
import { Executor } from "./runtime/execute.js";
import { IdSource } from "./runtime/ids.js";
import { type Controls, type ControlsOf, type ServiceTable, services } from "./services/index.js";
import { accountsByKey } from "./signing/credential.js";
import { ValidKeys } from "./signing/valid-keys.js";
import { createVerifier } from "./signing/verify.js";
import { createSimulation } from "./simulation.js";
import { Simulator } from "./simulator.js";
import { writeTrust } from "./tls-option.js";
import { ConnectionDropped } from "./wire/message.js";
import { plugIn } from "./wiring.js";

/** A running simulator with the control objects of its services. */
export type AwsSim = Simulator & Controls;

/**
 * Starts a simulator of AWS in this process and resolves when it answers.
 *
 * ```ts
 * const sim = await createAwsSim({ region: "eu-west-1", delays: 0 });
 * const ecs = new ECSClient(sim.clientConfig());
 * ```
 *
 * @throws TypeError when an option is wrong, Error when the port is taken.
 */
export async function createAwsSim(options: AwsSimOptions = {}): Promise<AwsSim> {
  const sim = await startSim(services, resolveOptions(options, process.env));
  sim.requests.listen(announce);
  return sim;
}

/** @internal Starts a simulator of these services. */
export async function startSim<Table extends ServiceTable>(
  table: Table,
  options: ResolvedOptions,
): Promise<Simulator & ControlsOf<Table>> {
  const definitions = Object.values(table);
  const server = await listen((request) => answer(request), options);
  // Until all is wired, nobody knows the port.
  let answer: Dispatch = () => Promise.reject(new ConnectionDropped());
  const { tls } = options;
  const trust = tls && (await writeTrust(tls));
  try {
    const simulation = createSimulation(options, definitions, server.url);
    plugIn(simulation);
    const requestIds = new IdSource(options.seed === undefined ? undefined : `requests of ${options.seed}`);
    const requests = new RequestLog(options.requestLogLimit, options.requestInputLimit, simulation.names);
    const faults = new Faults(simulation.clock, requestIds, simulation.names);
    const executor = new Executor(simulation.store, faults);
    const loaded = new LoadedServices(simulation.work);
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
    answer = (request) =>
      // A bucket that is named by its host may well have a key "_sim/x".
      isForControl(request) && !routes.ownsHost(request)
        ? surface.answer(request)
        : dispatcher.dispatch(request);
    const simulator = new Simulator({
      calls: { simulation, executor, services: loaded, requestIds, definitions },
      server,
      simulation,
      dispatcher,
      requests,
      faults,
      requestIds,
      endpoint: endpointOf(server.url, options, answer, () => simulation.clock.ahead(), trust?.files),
      trust,
    });
    const controls = controlsOf(table, simulation, executor);
    const surface = new ControlSurface(simulator, controlledServices(table, controls), hosts, simulation);
    return Object.assign(simulator, controls);
  } catch (error) {
    await Promise.all([server.close(), trust?.remove()]);
    throw error;
  }
}
