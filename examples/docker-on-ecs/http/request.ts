import type { IncomingHttpHeaders } from "node:http";
import { badParameter } from "../errors.js";
import { Fields } from "./fields.js";

/** A request of a Docker client. */
export class DockerRequest {
  constructor(
    readonly method: string,
    /** Without version and query. */
    readonly path: string,
    readonly query: URLSearchParams,
    readonly headers: IncomingHttpHeaders,
    private readonly params: ReadonlyMap<string, string>,
    private readonly bytes: Buffer,
    /** Aborts when the client has hung up, and when a stream must end because the server shuts down. */
    readonly signal: AbortSignal,
  ) {}

  /** A parameter of the path. */
  param(name: string): string {
    return this.params.get(name) ?? "";
  }

  /** A parameter of the query; empty counts as missing. */
  text(name: string): string | undefined {
    return this.query.get(name) || undefined;
  }

  /** True for anything but Docker's five false values. */
  flag(name: string): boolean {
    return !["", "0", "no", "false", "none"].includes((this.query.get(name) ?? "").toLowerCase());
  }

  /** @throws DockerError unless the parameter is missing or a whole number. */
  integer(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (!/^-?\d+$/.test(text)) throw badParameter(`invalid ${name}: "${text}" is not a number`);
    return Number(text);
  }

  /** The JSON object in the body; empty if there is no body. @throws DockerError */
  body(): Fields {
    if (this.bytes.length === 0) return new Fields({}, "");
    let value: unknown;
    try {
      value = JSON.parse(this.bytes.toString());
    } catch (error) {
      throw badParameter(`invalid JSON: ${error instanceof Error ? error.message : error}`);
    }
    return Fields.of(value ?? {}, "");
  }
}
