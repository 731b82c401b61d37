// Raw keep-alive requests, several times as fast as those of an SDK client. Their signatures are well-formed and not checked.
import { Pool } from "undici";

export class Client {
  sent = 0;

  constructor(url, connections) {
    this.url = url;
    this.pool = new Pool(url, { connections, pipelining: 1 });
  }

  /** An operation of an awsJson service. */
  async json(service, target, input) {
    const headers = {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": target,
    };
    const answer = await this.send(service, "POST", "/", JSON.stringify(input), headers);
    return JSON.parse(answer.toString() || "{}");
  }

  /** An operation of a query service; its answer is XML. */
  async query(service, version, action, input = {}) {
    const body = new URLSearchParams({ Action: action, Version: version, ...input }).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    return (await this.send(service, "POST", "/", body, headers)).toString();
  }

  /** An operation of a restJson service. */
  async rest(service, method, path, input) {
    const headers = input === undefined ? {} : { "content-type": "application/json" };
    const body = input === undefined ? undefined : JSON.stringify(input);
    const answer = await this.send(service, method, path, body, headers);
    return answer.length === 0 ? {} : JSON.parse(answer.toString());
  }

  /** Sends a request and reads its answer; throws for one that is not a success. */
  async send(service, method, path, body, headers = {}) {
    this.sent++;
    const { statusCode, body: content } = await this.pool.request({
      method,
      path,
      body,
      headers: { ...headers, authorization: credentialFor(service) },
    });
    const answer = Buffer.from(await content.arrayBuffer());
    if (statusCode >= 300) throw new Error(`${method} ${path}: ${statusCode} ${answer}`);
    return answer;
  }

  close() {
    return this.pool.destroy();
  }
}

function credentialFor(service) {
  const credential = `AKIASOAK000000000000/20300101/us-east-1/${service}/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`;
}

/** The text of an element of an XML document. */
export function element(xml, name) {
  const [, text] = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml) ?? [];
  if (text === undefined) throw new Error(`There is no ${name} in ${xml}`);
  return text;
}
