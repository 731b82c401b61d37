import { parseStringPromise } from "xml2js";
import type { LoggedRequest } from "../../lib/control/requests.js";
import type { ProtocolName } from "../../lib/model/facts.js";
import type { Answer, Outcome } from "./connection.js";

/** What is wrong with an outcome; `undefined` if nothing is. `name` is the same for the same fault. */
export interface Flaw {
  readonly name: string;
  readonly detail: string;
}

/** Judges the outcome of a request. Requests that Node's parser rejects have no record. */
export async function flawOf(
  outcome: Outcome,
  record: LoggedRequest | undefined,
  protocolsOf: ReadonlyMap<string, readonly ProtocolName[]>,
): Promise<Flaw | undefined> {
  if (outcome === "hung") return { name: "hung", detail: "No answer came, and the connection stayed open." };
  if (outcome === "closed") return undefined;
  const { status, body } = outcome;
  const shown = body.toString().slice(0, 500);
  if (record?.exception !== undefined) {
    const { message, stack = "" } = record.exception as Partial<Error>;
    const place = stack.split("\n").find((line) => line.includes("/lib/")) ?? "";
    return { name: `${message}${place}`, detail: stack.split("\n").slice(0, 9).join("\n") };
  }
  if (status >= 500 && status !== 501)
    return { name: `status ${status} ${record?.operation}`, detail: shown };
  const protocols = protocolsOf.get(record?.service ?? "") ?? [];
  // A service with several response formats uses that of the request.
  const reasons =
    record && body.length > 0
      ? await Promise.all(protocols.map((protocol) => misshapen(outcome, protocol, record)))
      : [];
  const reason = reasons.includes(undefined) ? undefined : reasons[0];
  return reason === undefined
    ? undefined
    : { name: `${reason} ${record?.operation}`, detail: `${reason}:\n${shown}` };
}

async function misshapen(
  { status, headers, body }: Answer,
  protocol: ProtocolName,
  { operation }: LoggedRequest,
): Promise<string | undefined> {
  const text = body.toString();
  const type = headers.get("content-type") ?? "";
  if (status < 400 && (protocol === "rest-xml" || protocol === "rest-json")) return undefined;
  if (protocol === "json" || protocol === "rest-json") {
    if (!type.includes("json")) return `an error or output of type "${type}" in a JSON protocol`;
    const value = jsonOf(text);
    if (typeof value !== "object" || value === null) return "a body that is not a JSON object";
    if (status >= 400 && !headers.has("x-amzn-errortype") && !("__type" in value))
      return "a JSON error without type";
    return undefined;
  }
  if (!type.includes("xml")) return `an error or output of type "${type}" in an XML protocol`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
  if (/[\x00-\x08\x0b\x0c\x0e-\x1f]/.test(text)) return "a control character in XML";
  try {
    // AWS writes them so, although XML 1.0 has no such characters: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
    await parseStringPromise(text.replace(/&#x(?:[0-8bcef]|1[0-9a-f]);/gi, ""));
  } catch (error) {
    return `XML that is not well-formed (${String(error).split("\n")[0]})`;
  }
  if (status < 400)
    return text.includes(`<${operation}Response`) ? undefined : "XML without its root element";
  return /<Code>[\w.]+<\/Code>/.test(text) ? undefined : "an XML error without code";
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
