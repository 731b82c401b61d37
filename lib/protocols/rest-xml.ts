import type { ServiceFacts } from "../model/facts.js";
import type { Operation, ServiceModel } from "../model/service-model.js";
import type { Member, StructureShape } from "../model/shapes.js";
import { isPresent, type Values } from "../model/values.js";
import type { AwsError } from "../runtime/errors.js";
import { isRecord } from "../values/is-record.js";
import type { WireResponse } from "../wire/message.js";
import { notesOf } from "../wire/reply.js";
import { wholeSeconds } from "./codecs/whole-seconds.js";
import { XmlDocument } from "./codecs/xml-document.js";
import { parseXmlBody, readXmlMembers, readXmlStructure } from "./codecs/xml-reader.js";
import { escapeXml, XML_DECLARATION } from "./codecs/xml-text.js";
import { XmlWriter } from "./codecs/xml-writer.js";
import { codeOf, malformedXml } from "./errors.js";
import type { EventCodec } from "./event-stream.js";
import type { ErrorContext } from "./protocol.js";
import type { ReplyHead, RestCodec } from "./rest.js";

/**
 * The documents of restXml.
 *
 * https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html
 */
export class RestXml implements RestCodec {
  readonly rawType = "application/octet-stream";
  readonly #facts: ServiceFacts;
  readonly #xml: XmlWriter;
  readonly events: EventCodec = {
    contentType: "text/xml",
    write: (members, values, name) => `<${name}>${this.#xml.members(members, values)}</${name}>`,
  };

  constructor(facts: ServiceFacts, inWholeSeconds = false) {
    this.#facts = facts;
    this.#xml = inWholeSeconds ? new XmlWriter(wholeSeconds()) : new XmlWriter();
  }

  read(
    input: StructureShape,
    body: Uint8Array,
    values: Record<string, unknown>,
  ): Record<string, unknown> | Promise<Record<string, unknown>> {
    if (body.length === 0) return values;
    const { payload } = input.bindings;
    return parseXmlBody(body).then(({ name, element }) => {
      if (payload === undefined) return Object.assign(values, readXmlStructure(input, element));
      if (payload.shape.type !== "structure") return values;
      // All members may be optional, so another document would parse as one without members.
      if (name !== rootOf(payload)) throw malformedXml();
      values[payload.name] = readXmlMembers(payload.shape.members, element);
      return values;
    });
  }

  writeMembers(operation: Operation, shape: StructureShape, values: Values, head: ReplyHead): WireResponse {
    const root = operation.facts.outputRoot ?? shape.locationName ?? shape.name;
    const { body } = shape.bindings;
    const [only] = body;
    return this.#document(head, root, (document) => {
      if (operation.facts.unwrappedOutput !== true || only === undefined)
        return this.#xml.into(document, body, values, notesOf(values)?.order);
      const value = values[only.name];
      if (isPresent(value)) document.append(escapeXml(String(value)));
    });
  }

  writePayload(member: Member, value: unknown, head: ReplyHead): WireResponse {
    const { shape } = member;
    return this.#document(head, rootOf(member), (document) => {
      if (shape.type === "structure" && isRecord(value)) this.#xml.into(document, shape.members, value);
    });
  }

  writeError(
    _: ServiceModel,
    error: AwsError,
    shape: StructureShape | undefined,
    { requestId, hostId }: ErrorContext,
    { status, headers }: ReplyHead,
  ): WireResponse {
    const ids =
      `<RequestId>${requestId}</RequestId>` +
      (hostId === undefined ? "" : `<HostId>${escapeXml(hostId)}</HostId>`);
    const code = escapeXml(codeOf(error, shape));
    const content = `<Code>${code}</Code><Message>${escapeXml(error.message)}</Message>${detailsOf(error)}`;
    const body = this.#facts.noErrorWrapping
      ? `<Error>${content}${ids}</Error>`
      : `<ErrorResponse><Error>${content}</Error>${ids}</ErrorResponse>`;
    headers["Content-Type"] = "application/xml";
    return { status, headers, body: XML_DECLARATION + body };
  }

  #document(
    { status, headers }: ReplyHead,
    root: string,
    write: (document: XmlDocument) => void,
  ): WireResponse {
    const { xmlNamespace } = this.#facts;
    const namespace = xmlNamespace === undefined ? "" : ` xmlns="${xmlNamespace}"`;
    const document = new XmlDocument();
    document.open(XML_DECLARATION, root, namespace);
    write(document);
    document.close(root);
    headers["Content-Type"] ??= "application/xml";
    const body = document.finish();
    if (typeof body !== "string") headers["Content-Length"] = String(document.bytes);
    return { status, headers, body };
  }
}

/** Errors name their resource (`Key`, `BucketName`) in elements that no model lists. */
function detailsOf(error: AwsError): string {
  return Object.entries(error.members)
    .filter(([, value]) => isPresent(value))
    .map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`)
    .join("");
}

/** The root element of a member that is a whole document. */
function rootOf({ name, shape, traits }: Member): string {
  return traits.locationName ?? (shape.type === "structure" ? shape.locationName : undefined) ?? name;
}
