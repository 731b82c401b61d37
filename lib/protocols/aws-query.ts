import type { ServiceFacts } from "../model/facts.js";
import type { Operation, ServiceModel } from "../model/service-model.js";
import { valuesOf } from "../model/values.js";
import type { AwsError } from "../runtime/errors.js";
import type { WireRequest, WireResponse } from "../wire/message.js";
import type { StreamingBody } from "../wire/streaming-body.js";
import { JsonWriter } from "./codecs/json-writer.js";
import { actionOf, type QueryNaming, readForm, readQueryInput } from "./codecs/query-reader.js";
import { escapeXml } from "./codecs/xml-text.js";
import { XmlWriter } from "./codecs/xml-writer.js";
import { codeOf, statusOf } from "./errors.js";
import type { ErrorContext, Protocol, ReplyContext } from "./protocol.js";

const NAMING: QueryNaming = { memberName: (member) => member.wireName, flatLists: false };

/**
 * awsQuery: a form with `Action` and `Version`, XML responses. Clients that send `Accept: application/json`
 * receive the same responses as JSON.
 *
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export class AwsQuery implements Protocol {
  readonly rest = false;
  readonly #namespace: string;
  readonly #json = new JsonWriter();
  readonly #xml = new XmlWriter();

  constructor(facts: ServiceFacts) {
    this.#namespace = facts.xmlNamespace ?? "";
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

  serialize(
    operation: Operation,
    output: object | undefined,
    context: ReplyContext & Pick<ErrorContext, "request">,
  ): WireResponse {
    const { name, facts } = operation;
    const members = operation.output?.members ?? [];
    const result = facts.resultWrapper;
    if (wantsJson(context)) {
      const json = this.#json.plain(members, valuesOf(output));
      const wrapped = result === undefined ? json : { [result]: json };
      const metadata = { ResponseMetadata: { RequestId: context.requestId } };
      return jsonReply(200, context, { [`${name}Response`]: { ...wrapped, ...metadata } });
    }
    const content = this.#xml.members(members, valuesOf(output));
    const wrapped = result === undefined ? content : `<${result}>${content}</${result}>`;
    const metadata = `<ResponseMetadata><RequestId>${context.requestId}</RequestId></ResponseMetadata>`;
    return this.#reply(200, context, `${name}Response`, wrapped + metadata);
  }

  serializeError(
    model: ServiceModel,
    _operation: Operation | undefined,
    error: AwsError,
    context: ErrorContext,
  ): WireResponse {
    const shape = model.error(error.code);
    const status = statusOf(error, shape);
    const code = codeOf(error, shape);
    const type = status < 500 ? "Sender" : "Receiver";
    const extra = shape?.members.filter((member) => member.name.toLowerCase() !== "message") ?? [];
    if (wantsJson(context)) {
      const members = this.#json.plain(extra, error.members);
      const body = {
        Error: { Type: type, Code: code, Message: error.queryMessage, ...members },
        RequestId: context.requestId,
      };
      return withHeaders(jsonReply(status, context, body), error);
    }
    const members = this.#xml.members(extra, error.members);
    const message = `<Message>${escapeXml(error.queryMessage)}</Message>`;
    const detail = model.facts.errorDetail === true ? "<Detail/>" : "";
    const content = `<Error><Type>${type}</Type><Code>${escapeXml(code)}</Code>${message}${members}${detail}</Error>`;
    const requestId = `<RequestId>${context.requestId}</RequestId>`;
    return withHeaders(this.#reply(status, context, "ErrorResponse", content + requestId), error);
  }

  #reply(status: number, context: ReplyContext, root: string, content: string): WireResponse {
    const namespace = this.#namespace === "" ? "" : ` xmlns="${this.#namespace}"`;
    return {
      status,
      headers: { "x-amzn-RequestId": context.requestId, "Content-Type": "text/xml" },
      body: `<${root}${namespace}>${content}</${root}>\n`,
    };
  }
}

function wantsJson(context: Pick<ErrorContext, "request">): boolean {
  return context.request?.headers.accept?.includes("application/json") === true;
}

function jsonReply(status: number, context: ReplyContext, body: object): WireResponse {
  const headers = { "x-amzn-RequestId": context.requestId, "Content-Type": "application/json" };
  return { status, headers, body: JSON.stringify(body) };
}

function withHeaders(response: WireResponse, error: AwsError): WireResponse {
  return { ...response, headers: { ...response.headers, ...error.headers } };
}
