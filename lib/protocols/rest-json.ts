import type { Operation, ServiceModel } from "../model/service-model.js";
import type { Member, StructureShape } from "../model/shapes.js";
import type { Values } from "../model/values.js";
import type { AwsError } from "../runtime/errors.js";
import type { WireResponse } from "../wire/message.js";
import { parseJson, readJson, readJsonStructure } from "./codecs/json-reader.js";
import { JsonWriter } from "./codecs/json-writer.js";
import type { EventCodec } from "./event-stream.js";
import { errorMembers, usualMessageName } from "./json-errors.js";
import type { ErrorContext } from "./protocol.js";
import type { ReplyHead, RestCodec } from "./rest.js";

/**
 * The documents of restJson.
 *
 * https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export class RestJson implements RestCodec {
  /** Lambda's Invoke uses it for every payload. */
  readonly rawType = "application/json";
  readonly #json = new JsonWriter();
  readonly events: EventCodec = {
    contentType: "application/json",
    write: (members, values) => this.#json.members(members, values),
  };

  read(input: StructureShape, body: Uint8Array, values: Record<string, unknown>): object {
    const { payload } = input.bindings;
    const document = parseJson(body);
    if (payload === undefined) return Object.assign(values, readJsonStructure(input, document));
    const value = readJson(payload.shape, document);
    if (value !== undefined) values[payload.name] = value;
    return values;
  }

  writeMembers(_: Operation, shape: StructureShape, values: Values, head: ReplyHead): WireResponse {
    return json(head, this.#json.members(shape.bindings.body, values));
  }

  writePayload(payload: Member, value: unknown, head: ReplyHead): WireResponse {
    return json(head, this.#json.value(payload, value));
  }

  addErrorHeaders(headers: Record<string, string>, error: AwsError, shape: StructureShape | undefined): void {
    headers["Content-Type"] = "application/json";
    headers["x-amzn-ErrorType"] = shape?.name ?? error.code;
  }

  writeError(
    model: ServiceModel,
    error: AwsError,
    shape: StructureShape | undefined,
    _: ErrorContext,
    { status, headers }: ReplyHead,
  ): WireResponse {
    const members = errorMembers(this.#json, error, shape, status, usualMessageName(model));
    return { status, headers, body: JSON.stringify(members) };
  }
}

function json({ status, headers }: ReplyHead, body: WireResponse["body"]): WireResponse {
  headers["Content-Type"] ??= "application/json";
  return { status, headers, body };
}
