import { fromHeader, type Signature, type SignatureReading } from "./scope.js";

/** More than the clients of a test send; a bound for others. */
const MAX_REMEMBERED = 200;

/**
 * Parses `Authorization` headers. Those of a client differ only in the signature at their end, so the rest is
 * remembered. Requests that are kept, as in the request log, then share its strings.
 */
export class AuthorizationHeaders {
  /** By the header up to its last "=". */
  private readonly remembered = new Map<string, Omit<Signature, "signature">>();

  read(header: string): SignatureReading {
    const end = header.lastIndexOf("=") + 1;
    const common = this.remembered.get(header.slice(0, end));
    const last = header.slice(end);
    // A new member before the spread: see docs/architecture.md, "Speed".
    if (common && /^\w+$/.test(last)) return { kind: "signed", signature: { signature: last, ...common } };
    const reading = fromHeader(header);
    if (reading.kind === "signed") this.remember(header.slice(0, end), last, reading.signature);
    return reading;
  }

  private remember(start: string, last: string, { signature, ...common }: Signature): void {
    // In another order of its parts, a header ends with something else.
    if (signature !== last || !/[ ,]Signature=$/.test(start)) return;
    if (this.remembered.size === MAX_REMEMBERED) this.remembered.clear();
    this.remembered.set(start, common);
  }
}
