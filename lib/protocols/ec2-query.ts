import type { ServiceFacts } from "../model/facts.js";
import type { Operation, ServiceModel } from "../model/service-model.js";
import { valuesOf } from "../model/values.js";
import type { AwsError } from "../runtime/errors.js";
import type { WireRequest, WireResponse } from "../wire/message.js";
import type { StreamingBody } from "../wire/streaming-body.js";
import { actionOf, type QueryNaming, readForm, readQueryInput } from "./codecs/query-reader.js";
import { escapeXml, XML_DECLARATION } from "./codecs/xml-text.js";
import { XmlWriter } from "./codecs/xml-writer.js";
import { codeOf, statusOf } from "./errors.js";
import type { ErrorContext, Protocol, ReplyContext } from "./protocol.js";

/** EC2 names parameters by `queryName`, else by the capitalized XML name. */
const NAMING: QueryNaming = {
  memberName: ({ traits, wireName }) =>
    traits.queryName ?? wireName.charAt(0).toUpperCase() + wireName.slice(1),
  flatLists: true,
};

/**
 * ec2Query: awsQuery with flat lists, and responses without a result wrapper.
 *
 * https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html
 */
export class Ec2Query implements Protocol {
  readonly rest = false;
  readonly #namespace: string;
  readonly #xml = new XmlWriter();

  constructor(facts: ServiceFacts) {
    this.#namespace = `${facts.xmlNamespace ?? ""}/`;
  }

  operationName(request: WireRequest, body: Uint8Array): string | undefined {
    return actionOf(body, request.query);
  }

  parse(
    operation: Operation,
    request: WireRequest,
    body: Uint8Array | StreamingBody,
  ): object | Promise<object> {
    const read = (bytes: Uint8Array) =>
      operation.input === undefined
        ? {}
        : readQueryInput(operation.input, readForm(bytes, request.query), NAMING);
    return body instanceof Uint8Array ? read(body) : body.bytes().then(read);
  }

  serialize(operation: Operation, output: object | undefined, context: ReplyContext): WireResponse {
    const root = `${operation.name}Response`;
    const requestId = `<requestId>${context.requestId}</requestId>`;
    const content = this.#xml.members(operation.output?.members ?? [], valuesOf(output));
    return reply(200, context, `<${root} xmlns="${this.#namespace}">${requestId}${content}</${root}>`);
  }

  serializeError(
    model: ServiceModel,
    _operation: Operation | undefined,
    error: AwsError,
    context: ErrorContext,
  ): WireResponse {
    const shape = model.error(error.code);
    const code = escapeXml(codeOf(error, shape));
    const content = `<Errors><Error><Code>${code}</Code><Message>${escapeXml(error.message)}</Message></Error></Errors>`;
    const requestId = `<RequestID>${context.requestId}</RequestID>`;
    const response = reply(statusOf(error, shape), context, `<Response>${content}${requestId}</Response>`);
    return { ...response, headers: { ...response.headers, ...error.headers } };
  }
}

function reply(status: number, context: ReplyContext, xml: string): WireResponse {
  const headers = { "x-amzn-RequestId": context.requestId, "Content-Type": "text/xml;charset=UTF-8" };
  return { status, headers, body: `${XML_DECLARATION}${xml}` };
}
