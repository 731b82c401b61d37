import { connect, type Socket } from "node:net";

/** An answer as it came over the socket. */
export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A connection to a simulator that sends bytes as they are. */
export class RawConnection {
  private received = Buffer.alloc(0);
  private ended = false;
  private readonly waiting: (() => void)[] = [];

  private constructor(private readonly socket: Socket) {
    socket.on("data", (piece) => {
      this.received = Buffer.concat([this.received, piece]);
      this.wake();
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      this.ended = true;
      this.wake();
    });
  }

  static open(url: string): Promise<RawConnection> {
    const { hostname, port } = new URL(url);
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => resolve(new RawConnection(socket)));
      socket.once("error", reject);
    });
  }

  write(bytes: string | Uint8Array): void {
    this.socket.write(typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes);
  }

  /** Breaks off without a word. */
  destroy(): void {
    this.socket.destroy();
  }

  /** The next bytes up to this text. */
  async until(mark: string): Promise<string> {
    for (;;) {
      const at = this.received.indexOf(mark, 0, "latin1");
      if (at >= 0) {
        const text = this.received.toString("latin1", 0, at);
        this.received = this.received.subarray(at + mark.length);
        return text;
      }
      if (this.ended) throw new Error(`The connection ended with ${this.received.toString("latin1")}`);
      await this.more();
    }
  }

  /** Resolves when the other side has closed. */
  async closed(): Promise<void> {
    while (!this.ended) await this.more();
  }

  async answer(method = "GET"): Promise<RawAnswer> {
    const [start = "", ...lines] = (await this.until("\r\n\r\n")).split("\r\n");
    const headers = Object.fromEntries(
      lines.map((line) => {
        const colon = line.indexOf(":");
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
    );
    const status = Number(start.split(" ")[1]);
    const length = method === "HEAD" || status === 304 ? 0 : Number(headers["content-length"] ?? 0);
    while (this.received.length < length && !this.ended) await this.more();
    const body = this.received.toString("utf8", 0, length);
    this.received = this.received.subarray(length);
    return { status, headers, body };
  }

  private more(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

/** Sends one request, bytes as they are. `Host` and `Content-Length` are added unless given. */
export async function send(
  url: string,
  line: string,
  headers: Readonly<Record<string, string>> = {},
  body: string | Uint8Array = "",
): Promise<RawAnswer> {
  const connection = await RawConnection.open(url);
  connection.write(headOf(line, { "Content-Length": String(Buffer.byteLength(body)), ...headers }));
  connection.write(typeof body === "string" ? Buffer.from(body) : body);
  const answer = await connection.answer(line.split(" ")[0]);
  connection.destroy();
  return answer;
}

/** The head of a request; an empty value leaves a header out. */
export function headOf(line: string, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ Host: "127.0.0.1", ...headers })
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${name}: ${value}\r\n`);
  return `${line} HTTP/1.1\r\n${lines.join("")}\r\n`;
}

/** The elements of an error document, in their order, without the ids. */
export function elementsOf(document: string): [name: string, value: string][] {
  const content = /^<\?xml version="1.0" encoding="UTF-8"\?>\n<Error>(.*)<\/Error>$/s.exec(document)?.[1];
  if (content === undefined) throw new Error(`This is no error document: ${document}`);
  return [...content.matchAll(/<([\w-]+)>(.*?)<\/\1>/gs)].map(([, name = "", value = ""]) => [name, value]);
}

/** Code, message and further elements of an error document. */
export function errorOf({ status, body }: { status: number; body: string }): Record<string, string | number> {
  const { RequestId, HostId, ...error } = Object.fromEntries(elementsOf(body));
  return { status, ...error };
}
