import { connect, type Socket } from "node:net";

/** An answer, taken apart. */
export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** The outcome of sent bytes: a response, the end of the connection, or neither. */
export type Outcome = Answer | "closed" | "hung";

/** Real milliseconds after which bytes without an answer are taken for a part of a request. */
const HALF_SENT = 50;

/** One connection to the simulator, opened again when it was closed. */
export class Connection {
  private socket: Socket | undefined;

  constructor(private readonly port: number) {}

  /** Sends one whole request and waits for its answer. */
  async request(bytes: Buffer, method: string, patience: number): Promise<Outcome> {
    const socket = this.socket ?? (await this.open());
    socket.write(bytes);
    const outcome = await read(socket, method, patience);
    if (outcome === "closed" || outcome === "hung" || outcome.headers.get("connection") === "close")
      this.close();
    return outcome;
  }

  close(): void {
    this.socket?.destroy();
    this.socket = undefined;
  }

  private async open(): Promise<Socket> {
    const socket = await opened(this.port);
    socket.once("close", () => {
      if (this.socket === socket) this.socket = undefined;
    });
    this.socket = socket;
    return socket;
  }
}

/**
 * Sends bytes that need not be a request. The simulator has to answer, or to
 * close the connection when it is told that no more will come.
 */
export async function sendRaw(port: number, bytes: Buffer, patience: number): Promise<Outcome> {
  const socket = await opened(port);
  socket.write(bytes);
  const end = setTimeout(() => socket.end(), HALF_SENT);
  const outcome = await read(socket, "GET", patience);
  clearTimeout(end);
  socket.destroy();
  return outcome;
}

function opened(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true, allowHalfOpen: true }, () =>
      resolve(socket),
    );
    socket.once("error", reject);
    socket.on("error", () => {});
  });
}

function read(socket: Socket, method: string, patience: number): Promise<Outcome> {
  return new Promise((resolve) => {
    let bytes = Buffer.alloc(0);
    let timer = setTimeout(() => done("hung"), patience);
    const done = (outcome: Outcome) => {
      clearTimeout(timer);
      socket.off("data", take).off("end", ended).off("close", ended);
      resolve(outcome);
    };
    const take = (chunk: Buffer) => {
      clearTimeout(timer);
      timer = setTimeout(() => done("hung"), patience);
      bytes = Buffer.concat([bytes, chunk]);
      const answer = parse(bytes, method);
      if (answer) done(answer);
    };
    const ended = () => done(parse(bytes, method, true) ?? "closed");
    socket.on("data", take).on("end", ended).on("close", ended);
  });
}

/** The answer at the start of some bytes; `undefined` while it is not complete. */
function parse(bytes: Buffer, method: string, ended = false): Answer | undefined {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [line = "", ...lines] = bytes.subarray(0, end).toString("latin1").split("\r\n");
  const status = Number(line.split(" ")[1]);
  const rest = bytes.subarray(end + 4);
  if (status === 100) return parse(rest, method, ended);
  const headers = new Map(
    lines.map((text) => [
      text.slice(0, text.indexOf(":")).toLowerCase(),
      text.slice(text.indexOf(":") + 1).trim(),
    ]),
  );
  if (method === "HEAD" || status === 204 || status === 304)
    return { status, headers, body: Buffer.alloc(0) };
  if (headers.get("transfer-encoding") === "chunked") {
    const body = unchunked(rest);
    return body && { status, headers, body };
  }
  const length = Number(headers.get("content-length") ?? Number.NaN);
  if (Number.isNaN(length)) return ended ? { status, headers, body: rest } : undefined;
  return rest.length >= length ? { status, headers, body: rest.subarray(0, length) } : undefined;
}

function unchunked(bytes: Buffer): Buffer | undefined {
  const pieces: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = bytes.indexOf("\r\n", at);
    if (end < 0) return undefined;
    const size = Number.parseInt(bytes.subarray(at, end).toString("latin1"), 16);
    if (bytes.length < end + 2 + size + 2) return undefined;
    if (size === 0) return Buffer.concat(pieces);
    pieces.push(bytes.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}
