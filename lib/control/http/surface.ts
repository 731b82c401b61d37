import { inspectorRoutes, pageRoutes } from "../../inspector/routes.js";
import type { Simulation } from "../../runtime/context.js";
import { EraEnded } from "../../runtime/era.js";
import { AwsError } from "../../runtime/errors.js";
import { UnknownResource } from "../../runtime/unknown-resource.js";
import { describeThrown } from "../../values/foreign-values.js";
import { isPromise } from "../../values/promises.js";
import { VERSION } from "../../version.js";
import { ConnectionDropped, type WireRequest, type WireResponse } from "../../wire/message.js";
import { initFileSchema } from "../init-schema.js";
import { openApi } from "../openapi.js";
import { authorizationRoutes } from "./authorization.js";
import { clockRoutes } from "./clock.js";
import type { Controlled } from "./controlled.js";
import { delayRoutes, transitionRoutes } from "./delays.js";
import { exportRoutes } from "./export.js";
import { faultRoutes } from "./faults.js";
import { rejectForeignRequests } from "./guard.js";
import { HttpError } from "./http-error.js";
import { readJson, writeJson } from "./json.js";
import { Reply } from "./reply.js";
import { requestRoutes } from "./requests.js";
import { Router } from "./router.js";
import { type ControlledService, serviceRoutes } from "./service-routes.js";
import { resetRoutes, snapshotRoutes } from "./snapshots.js";
import { stateRoutes } from "./state.js";
import { stubRoutes } from "./stubs.js";

const PREFIX = "/_sim";

/** Whether a request is for the control API and not for AWS. No bucket can have this name. */
export function isForControl({ path }: WireRequest): boolean {
  return path === PREFIX || path.startsWith(`${PREFIX}/`);
}

/** The HTTP control API of a simulator, for tests in other languages and processes. */
export class ControlSurface {
  private readonly router = new Router();

  /** @param hosts the address that the simulator was told to listen on, and further names that it goes by. */
  constructor(
    simulator: Controlled,
    services: readonly ControlledService[],
    private readonly hosts: readonly string[],
    private readonly simulation: Simulation,
  ) {
    const { router } = this;
    router.mount("/health", () => ({ "GET /": () => health(simulator, services) }));
    router.mount("/env", () => ({ "GET /": () => simulator.env() }));
    router.mount("/credentials", () => ({ "GET /": () => ({ credentials: simulator.credentials ?? [] }) }));
    router.mount("/requests", () => requestRoutes(simulator));
    router.mount("/clock", () => clockRoutes(simulator));
    router.mount("/delays", () => delayRoutes(simulator));
    router.mount("/transitions", () => transitionRoutes(simulator));
    router.mount("/faults", () => faultRoutes(simulator));
    router.mount("/authorization", () => authorizationRoutes(simulator));
    router.mount("/stubs", () => stubRoutes(simulator));
    router.mount("/export", () => exportRoutes(simulator));
    router.mount("/reset", () => resetRoutes(simulator));
    router.mount("/snapshots", () => snapshotRoutes(simulator));
    router.mount("/state", () => stateRoutes(services));
    router.mount("", () => pageRoutes());
    const read = (path: string, query = {}) => router.run(path, { method: "GET", query, body: undefined });
    router.mount("/inspector", () => inspectorRoutes(simulator.inspector, services, simulation, read));
    router.mount("/init-file.schema.json", () => ({ "GET /": () => initFileSchema(services) }));
    router.mount("/openapi.json", () => ({ "GET /": () => describe(services, router.list()) }));
    for (const service of services)
      router.mount(`/${service.name}`, () => serviceRoutes(service, simulation.transient));
  }

  /**
   * Handles a request. Throws only ConnectionDropped, for a request that a reset, restore or close
   * interrupts.
   */
  async answer(request: WireRequest): Promise<WireResponse> {
    const { eras } = this.simulation;
    const { method } = request;
    try {
      rejectForeignRequests(request, this.hosts);
      const body = await eras.current.within(readJson(request));
      const query = Object.fromEntries(new URLSearchParams(request.query));
      const running = this.router.run(request.path.slice(PREFIX.length), { method, query, body });
      // Reads the current era after the call, so that `/_sim/reset` itself receives a response.
      const result: unknown = isPromise(running) ? await eras.current.within(running) : running;
      if (result instanceof Reply) return result.response;
      if (result instanceof Uint8Array || isStream(result)) return download(result);
      return result === undefined ? { status: 204, headers: {} } : reply(200, result);
    } catch (error) {
      if (error instanceof EraEnded) throw new ConnectionDropped();
      return rejection(error);
    }
  }
}

function rejection(error: unknown): WireResponse {
  const { message } = describeThrown(error);
  if (error instanceof HttpError) {
    const { headers, unknown } = error.more;
    return reply(error.status, { error: message, unknown }, headers);
  }
  if (error instanceof UnknownResource) return reply(404, { error: message, unknown: error.kind });
  if (error instanceof AwsError) return reply(error.status ?? 400, { error: message, code: error.code });
  return reply(error instanceof TypeError ? 400 : 500, { error: message });
}

/** The descriptions load at their first request. */
async function describe(services: readonly ControlledService[], routes: readonly string[]): Promise<object> {
  const { DESCRIPTIONS } = await import("../generated/descriptions.js");
  return openApi(services, DESCRIPTIONS, routes);
}

function health(simulator: Controlled, services: readonly ControlledService[]) {
  const { region, accountId } = simulator;
  if (simulator.starting)
    throw new HttpError(503, "aws-sim is starting: its init file is being applied. Retry later.");
  return { status: "ok", version: VERSION, services: services.map(({ name }) => name), region, accountId };
}

/** Sends bytes unchanged, as a download that a browser does not render. */
function download(body: Uint8Array | AsyncIterable<Uint8Array>): WireResponse {
  return {
    status: 200,
    headers: {
      "content-type": "application/octet-stream",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
    body,
  };
}

function isStream(value: unknown): value is AsyncIterable<Uint8Array> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

function reply(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): WireResponse {
  // Pages of other origins must not read it, and it must not be cached.
  const fixed = { "content-type": "application/json", "cache-control": "no-store" };
  return { status, headers: { ...fixed, ...headers }, body: `${writeJson(body)}\n` };
}
