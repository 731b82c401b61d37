import { StringDecoder } from "node:string_decoder";

/** The awslogs driver splits longer lines: 256 KiB less the 26 bytes that Logs counts for each event. */
const LONGEST_LINE = 262_118;

/**
 * Passes the output of a process on in whole lines: all complete ones in one string. Bytes that are not UTF-8
 * become U+FFFD, as in CloudWatch Logs.
 */
export class OutputLines {
  private readonly decoder = new StringDecoder("utf8");
  private rest = "";

  constructor(private readonly write: (lines: string) => void) {}

  push(bytes: Buffer): void {
    const text = this.rest + this.decoder.write(bytes);
    const end = text.lastIndexOf("\n") + 1;
    this.rest = text.slice(end);
    let lines = text.slice(0, end);
    while (this.rest.length >= LONGEST_LINE) {
      lines += `${this.rest.slice(0, LONGEST_LINE)}\n`;
      this.rest = this.rest.slice(LONGEST_LINE);
    }
    if (lines !== "") this.write(lines);
  }

  /** Passes on a last line without a line end. */
  end(): void {
    const last = this.rest + this.decoder.end();
    this.rest = "";
    if (last !== "") this.write(`${last}\n`);
  }
}
