import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Operation, ServiceModel } from "../../lib/model/service-model.js";
import type { Member, Shape, StructureShape } from "../../lib/model/shapes.js";
import { protocolFor } from "../../lib/protocols/index.js";
import { services } from "../../lib/services/index.js";
import { isRecord } from "../../lib/values/is-record.js";
import { type Carrier, structureOf } from "./arbitraries.js";
import { fuzzedArchived } from "./fuzz-archived.js";
import { fuzzedServices } from "./fuzz-services.js";
import { type Carrying, normalize } from "./normalize.js";
import { SdkExchange } from "./sdk-exchange.js";

/** Another seed may be tried with FUZZ_SEED; the one of a failure is in its report. */
const seed = Number(process.env.FUZZ_SEED ?? 20_240_501);
/** Minimum runs of an operation: enough for each member to be present and omitted, in many combinations. */
const LEAST_RUNS = 8;
const MOST_RUNS = Number(process.env.FUZZ_RUNS ?? 40);

test("every service is fuzzed", () => {
  expect(fuzzedServices.map(({ name }) => name)).toEqual(Object.keys(services));
});

describe.each([...fuzzedServices, ...fuzzedArchived])(
  "every operation of $name, spoken by the real SDK",
  (service) => {
    const model = new ServiceModel(service.facts);
    const { hooks } = service;
    const wire = service.speaks ?? service.facts.protocol;
    const protocol = protocolFor(service.facts, hooks, wire);
    const exchange = new SdkExchange(service);
    const query = wire === "query" || wire === "ec2";
    const xml = query || wire === "rest-xml";
    const dropsEmptyLists = wire === "ec2" || wire === "rest-xml";
    const sent = { dropsEmpty: xml, dropsEmptyLists };

    const spoken = model.operationNames.filter((name) => service.unspoken?.includes(name) !== true);

    test.each(spoken)("%s", async (name) => {
      const operation = model.operation(name);
      if (operation === undefined) throw new Error(`The model has no ${name}.`);
      expect(exchange.has(name)).toBe(true);
      await fc.assert(
        fc.asyncProperty(
          structureFor(operation.input, { xml: wire === "rest-xml", overrides: service.overrides }),
          structureFor(operation.output, {
            xml,
            wholeSeconds: hooks?.wholeSeconds === true,
            overrides: service.overrides,
          }),
          async (input, output) => {
            let received: unknown;
            let found: string | undefined;
            const answered = await exchange.send(name, input, async (request, body) => {
              const route = protocol.rest ? model.route(request) : undefined;
              found = protocol.rest ? route?.operation.name : protocol.operationName(request, body);
              received = await protocol.parse(operation, request, body, route?.labels ?? {});
              return protocol.serialize(operation, output, { requestId: "fuzz" });
            });
            expect(found).toBe(name);
            const given = (value: unknown) => withoutComputed(value, service.computed);
            expect(await carried(operation.input, given(received), sent)).toEqual(
              await carried(operation.input, given(input), sent),
            );
            expect(await carried(operation.output, given(answered), sent)).toEqual(
              await carried(operation.output, given(output), sent),
            );
          },
        ),
        { seed, numRuns: runsOf(operation) },
      );
    });
  },
);

/** A third of a run for each member: an operation without an input needs few, one with deep structures many. */
function runsOf({ input, output }: Operation): number {
  const members = new Set<Member>();
  const count = (shape: Shape | undefined): void => {
    for (const member of membersOf(shape)) {
      if (members.has(member)) continue;
      members.add(member);
      count(member.shape);
    }
  };
  count(input);
  count(output);
  return Math.min(MOST_RUNS, LEAST_RUNS + Math.ceil(members.size / 3));
}

function membersOf(shape: Shape | undefined): readonly Member[] {
  switch (shape?.type) {
    case "structure":
      return shape.members;
    case "list":
      return [shape.member];
    case "map":
      return [shape.key, shape.value];
    default:
      return [];
  }
}

function structureFor(
  shape: StructureShape | undefined,
  carrier: Carrier,
): fc.Arbitrary<Record<string, unknown>> {
  return shape === undefined ? fc.constant({}) : structureOf(shape, carrier);
}

function withoutComputed(value: unknown, computed: RegExp | undefined): unknown {
  if (!computed || !isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !computed.test(name)));
}

async function carried(
  shape: StructureShape | undefined,
  value: unknown,
  carrying: Carrying,
): Promise<unknown> {
  if (shape === undefined) return {};
  return normalize(shape, await withPayloadRead(shape, value), carrying);
}

/** A payload is never absent on the wire, only empty; a streaming one has to be read first. */
async function withPayloadRead(shape: StructureShape, value: unknown): Promise<unknown> {
  const { payload } = shape.bindings;
  if (payload === undefined || !isRecord(value)) return value;
  return { ...value, [payload.name]: (await readStream(value[payload.name])) ?? EMPTY[payload.shape.type] };
}

const EMPTY: Readonly<Record<string, unknown>> = { structure: {}, blob: new Uint8Array(), string: "" };

/** Our streams have `bytes`, the SDK's `transformToByteArray`. */
async function readStream(body: unknown): Promise<unknown> {
  if (isOurStream(body)) return body.bytes();
  return isSdkStream(body) ? body.transformToByteArray() : body;
}

function isOurStream(body: unknown): body is { bytes(): Promise<Uint8Array> } {
  return isRecord(body) && "bytes" in body;
}

function isSdkStream(body: unknown): body is { transformToByteArray(): Promise<Uint8Array> } {
  return isRecord(body) && "transformToByteArray" in body && !(body instanceof Uint8Array);
}
