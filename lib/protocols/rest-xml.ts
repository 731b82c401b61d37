import type { ServiceFacts } from "../model/facts.js";
import type { Operation, ServiceModel } from "../model/service-model.js";
import type { Member } from "../model/shapes.js";
import { isPresent, isRecord, type Values, valuesOf } from "../model/values.js";
import type { AwsError } from "../runtime/errors.js";
import { documentOrder } from "../wire/document-order.js";
import type { WireRequest, WireResponse } from "../wire/message.js";
import { type StreamingBody, streamingBody } from "../wire/streaming-body.js";
import { HeaderWriter } from "./codecs/headers.js";
import { wholeSeconds } from "./codecs/whole-seconds.js";
import { XmlDocument } from "./codecs/xml-document.js";
import { parseXml, readXmlMembers, readXmlStructure } from "./codecs/xml-reader.js";
import { escapeXml, XML_DECLARATION } from "./codecs/xml-text.js";
import { isScalar, XmlWriter } from "./codecs/xml-writer.js";
import { codeOf, statusOf } from "./errors.js";
import type { ErrorContext, Protocol, ReplyContext } from "./protocol.js";
import {
  commonHeaders,
  emptyReply,
  isStreaming,
  rawBody,
  readBindings,
  successStatus,
} from "./rest-bindings.js";

/**
 * restXml: the operation in method and path, XML bodies (S3, S3 Control).
 *
 * https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html
 */
export class RestXml implements Protocol {
  readonly rest = true;
  readonly #facts: ServiceFacts;
  readonly #xml: XmlWriter;
  readonly #headers = new HeaderWriter();

  constructor(facts: ServiceFacts, inWholeSeconds = false) {
    this.#facts = facts;
    this.#xml = inWholeSeconds ? new XmlWriter(wholeSeconds()) : new XmlWriter();
  }

  operationName(): undefined {
    return undefined;
  }

  parse(
    operation: Operation,
    request: WireRequest,
    body: Uint8Array | StreamingBody,
    labels: Readonly<Record<string, string>>,
  ): object | Promise<object> {
    const { input } = operation;
    if (input === undefined) return {};
    const values = readBindings(input, request, labels);
    const { payload } = input.bindings;
    if (payload !== undefined && isStreaming(payload)) {
      values[payload.name] = body instanceof Uint8Array ? streamingBody(body) : body;
      return values;
    }
    if (input.bindings.body.length === 0) return values;
    if (body instanceof Uint8Array) return readBody(operation, body, values);
    return body.bytes().then((bytes) => readBody(operation, bytes, values));
  }

  serialize(operation: Operation, output: object | undefined, context: ReplyContext): WireResponse {
    const values = valuesOf(output);
    const shape = operation.output;
    const status = successStatus(operation, values);
    const headers = commonHeaders(context.requestId);
    if (shape === undefined) return emptyReply(status, headers);
    this.#headers.write(headers, shape.bindings, values);
    if (status === 204) return emptyReply(status, headers);
    const { payload, body } = shape.bindings;
    if (payload === undefined) {
      if (body.length === 0) return emptyReply(status, headers);
      const root = operation.facts.outputRoot ?? shape.locationName ?? shape.name;
      return this.#document(status, headers, root, (document) =>
        this.#content(document, operation, body, values),
      );
    }
    const value = values[payload.name];
    const streamed = isStreaming(payload);
    if (!isPresent(value)) return { ...emptyReply(status, headers), streamed };
    if (payload.shape.type === "structure" && !payload.shape.eventStream && isRecord(value)) {
      const root = payload.traits.locationName ?? payload.shape.locationName ?? payload.name;
      const { members } = payload.shape;
      return this.#document(status, headers, root, (document) => this.#xml.into(document, members, value));
    }
    headers["Content-Type"] ??= operation.facts.contentType ?? "application/octet-stream";
    return { status, headers, body: rawBody(value), streamed };
  }

  serializeError(
    model: ServiceModel,
    _operation: Operation | undefined,
    error: AwsError,
    context: ErrorContext,
  ): WireResponse {
    const shape = model.error(error.code);
    const headers = commonHeaders(context.requestId, error);
    const status = statusOf(error, shape);
    // Clients derive the code of a HEAD's error from the status; "not modified" is no error to a browser.
    if (context.head === true || status === 304) return { status, headers };
    const hostId = context.hostId === undefined ? "" : `<HostId>${escapeXml(context.hostId)}</HostId>`;
    const ids = `<RequestId>${context.requestId}</RequestId>${hostId}`;
    const details = `<Code>${escapeXml(codeOf(error, shape))}</Code><Message>${escapeXml(error.message)}</Message>`;
    const content = details + writeDetails(error);
    const body = this.#facts.noErrorWrapping
      ? `<Error>${content}${ids}</Error>`
      : `<ErrorResponse><Error>${content}</Error>${ids}</ErrorResponse>`;
    return {
      status,
      headers: { ...headers, "Content-Type": "application/xml" },
      body: XML_DECLARATION + body,
    };
  }

  #content(document: XmlDocument, operation: Operation, members: readonly Member[], values: Values): void {
    const [only] = members;
    if (operation.facts.unwrappedOutput === true && only !== undefined) {
      const value = values[only.name];
      if (isPresent(value)) document.append(escapeXml(String(value)));
    } else {
      this.#xml.into(document, members, values, documentOrder(values));
    }
  }

  #document(
    status: number,
    headers: Record<string, string>,
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

/** S3's errors name what they are about (`Key`, `BucketName`) in elements that no model lists. */
function writeDetails(error: AwsError): string {
  return Object.entries(error.members)
    .filter(([, value]) => isPresent(value))
    .map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`)
    .join("");
}

function readBody(
  operation: Operation,
  body: Uint8Array,
  values: Record<string, unknown>,
): Record<string, unknown> | Promise<Record<string, unknown>> {
  const { input } = operation;
  if (input === undefined || body.length === 0) return values;
  const { payload } = input.bindings;
  if (payload !== undefined && isScalar(payload.shape)) {
    values[payload.name] = payload.shape.type === "blob" ? body : Buffer.from(body).toString("utf8");
    return values;
  }
  return parseXml(body).then((root) => {
    if (payload === undefined) return Object.assign(values, readXmlStructure(input, root));
    if (payload.shape.type === "structure")
      values[payload.name] = readXmlMembers(payload.shape.members, root);
    return values;
  });
}
