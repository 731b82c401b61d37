import type { ServiceFacts } from "../../lib/model/facts.js";
import { type Operation, ServiceModel } from "../../lib/model/service-model.js";
import { type Protocol, protocolFor } from "../../lib/protocols/index.js";
import type { WireRequest } from "../../lib/wire/message.js";

/** A service of one operation, `Act`, in the given protocol. */
export interface TestService {
  readonly model: ServiceModel;
  readonly protocol: Protocol;
  readonly operation: Operation;
}

type TestFacts = Pick<ServiceFacts, "protocol" | "shapes"> & Partial<ServiceFacts>;

export function serviceOf(facts: TestFacts): TestService {
  const model = new ServiceModel({
    apiVersion: "2020-01-01",
    signingName: "test",
    endpointPrefix: "test",
    operations: { Act: { input: "Input", output: "Output" } },
    ...facts,
  });
  const operation = model.operation("Act");
  if (operation === undefined) throw new Error("The operation Act is missing.");
  return { model, protocol: protocolFor(model.facts), operation };
}

/** A request with this body; the parser gets the bytes beside it. */
export function request(changes: Partial<WireRequest> = {}): WireRequest {
  const body = { bytes: () => Promise.resolve(new Uint8Array()), async *stream() {} };
  return { method: "POST", path: "/", query: "", headers: {}, body, ...changes };
}

/** Parses the text as the body of `Act`. */
export async function parse(service: TestService, body: string | Uint8Array, changes?: Partial<WireRequest>) {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  return service.protocol.parse(service.operation, request(changes), bytes, {});
}
