import { type Arn, parseArn } from "./arn.js";

/** Number of ARNs that are kept. */
const MOST = 10_000;

/** Parses ARNs that come again and again, such as those of the receivers of messages: each once. */
export class KnownArns {
  private readonly known = new Map<string, Arn>();

  /** The parts of an ARN; `undefined` if `text` is invalid. */
  parse(text: string): Arn | undefined {
    const known = this.known.get(text);
    if (known) return known;
    const arn = parseArn(text);
    if (this.known.size >= MOST) this.known.clear();
    if (arn) this.known.set(text, arn);
    return arn;
  }
}
