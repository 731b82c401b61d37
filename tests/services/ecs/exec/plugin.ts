import { createHash, randomUUID } from "node:crypto";
import type { Session } from "@aws-sdk/client-ecs";
import { expect, vi } from "vitest";
import WebSocket from "ws";

/** What a client does differently from AWS's plugin. */
export interface PluginOptions {
  readonly token?: string;
  /** Acknowledges nothing, until {@link Plugin.acknowledging} is true. */
  readonly silent?: boolean;
  readonly headers?: Record<string, string>;
}

interface Message {
  readonly type: string;
  readonly sequence: bigint;
  readonly flags: bigint;
  readonly id: string;
  readonly payloadType: number;
  readonly payload: Buffer;
}

/**
 * AWS's session-manager-plugin as far as tests need it, written from its
 * protocol alone. `output` is what it would show.
 */
export class Plugin {
  output = "";
  /** The output of the message that closes the channel. */
  closedWith: string | undefined;
  acknowledging: boolean;
  /** How often messages came again. */
  repeated = 0;
  readonly sequences: number[] = [];
  readonly acknowledged: number[] = [];
  readonly closed: Promise<void>;
  private sent = 0;
  private expected = 0;
  private readonly early = new Map<number, Buffer>();

  private constructor(
    private readonly socket: WebSocket,
    silent: boolean,
  ) {
    this.acknowledging = !silent;
    this.closed = new Promise((resolve) => socket.once("close", () => resolve()));
    socket.on("message", (data: Buffer, isBinary) => {
      expect(isBinary).toBe(true);
      this.receive(decode(data));
    });
  }

  /** Opens the channel of a session. @throws Error with the status where the server does not open one. */
  static open(session: Session | undefined, options: PluginOptions = {}): Promise<Plugin> {
    const { streamUrl = "", tokenValue } = session ?? {};
    const { token = tokenValue, silent = false, headers = {} } = options;
    const socket = new WebSocket(streamUrl, { headers });
    return new Promise((resolve, reject) => {
      socket.once("error", reject);
      socket.once("open", () => {
        const plugin = new Plugin(socket, silent);
        const opening = {
          MessageSchemaVersion: "1.0",
          RequestId: randomUUID(),
          TokenValue: token,
          ClientId: randomUUID(),
          ClientVersion: "1.2.0.0",
        };
        socket.send(JSON.stringify(opening));
        resolve(plugin);
      });
    });
  }

  /** Types something; a sequence number of one's own sends it out of order. */
  type(text: string, sequence = this.sent++): void {
    this.send("input_stream_data", sequence, 1, Buffer.from(text));
  }

  resize(cols: number, rows: number): void {
    this.send("input_stream_data", this.sent++, 3, Buffer.from(JSON.stringify({ cols, rows })));
  }

  terminate(): void {
    this.send("input_stream_data", this.sent++, 10, Buffer.from([0, 0, 0, 2]));
  }

  raw(data: string | Buffer): void {
    this.socket.send(data);
  }

  leave(): void {
    this.socket.terminate();
  }

  /** Waits until the output matches. */
  shows(pattern: RegExp): Promise<void> {
    return vi.waitFor(() => expect(this.output).toMatch(pattern), { timeout: 20_000, interval: 20 });
  }

  /** The numbers that the next message of the client has. */
  get next(): number {
    return this.sent;
  }

  skip(count: number): void {
    this.sent += count;
  }

  private receive({ type, sequence, flags, id, payloadType, payload }: Message): void {
    if (type === "acknowledge") {
      const { AcknowledgedMessageType, AcknowledgedMessageSequenceNumber } = JSON.parse(String(payload));
      expect([flags, AcknowledgedMessageType]).toEqual([3n, "input_stream_data"]);
      this.acknowledged.push(AcknowledgedMessageSequenceNumber);
    } else if (type === "channel_closed") {
      this.closedWith = JSON.parse(String(payload)).Output;
    } else {
      expect([type, payloadType]).toEqual(["output_stream_data", 1]);
      this.receiveOutput({ type, sequence, flags, id, payloadType, payload });
    }
  }

  private receiveOutput({ type, sequence, flags, id, payload }: Message): void {
    if (!this.acknowledging) {
      this.repeated++;
      return;
    }
    expect(flags).toBe(sequence === 0n ? 1n : 0n);
    const acknowledgement = {
      AcknowledgedMessageType: type,
      AcknowledgedMessageId: id,
      AcknowledgedMessageSequenceNumber: Number(sequence),
      IsSequentialMessage: true,
    };
    this.send("acknowledge", 0, 0, Buffer.from(JSON.stringify(acknowledgement)), 3n);
    if (sequence >= this.expected) this.early.set(Number(sequence), payload);
    for (let next = this.early.get(this.expected); next; next = this.early.get(this.expected)) {
      this.early.delete(this.expected);
      this.sequences.push(this.expected++);
      this.output += next.toString("utf8");
    }
  }

  private send(type: string, sequence: number, payloadType: number, payload: Buffer, flags = 0n): void {
    const header = Buffer.alloc(120);
    header.writeUInt32BE(116, 0);
    header.write(type.padEnd(32, "\0"), 4);
    header.writeUInt32BE(1, 36);
    header.writeBigUInt64BE(BigInt(Date.now()), 40);
    header.writeBigInt64BE(BigInt(sequence), 48);
    header.writeBigUInt64BE(flags, 56);
    const id = Buffer.from(randomUUID().replaceAll("-", ""), "hex");
    Buffer.concat([id.subarray(8), id.subarray(0, 8)]).copy(header, 64);
    createHash("sha256").update(payload).digest().copy(header, 80);
    header.writeUInt32BE(payloadType, 112);
    header.writeUInt32BE(payload.length, 116);
    this.socket.send(Buffer.concat([header, payload]));
  }
}

function decode(data: Buffer): Message {
  expect(data.readUInt32BE(0)).toBe(116);
  expect(data.readUInt32BE(36)).toBe(1);
  expect(data.readBigUInt64BE(40)).toBeGreaterThan(0n);
  const payload = data.subarray(120);
  expect(data.readUInt32BE(116)).toBe(payload.length);
  expect(data.subarray(80, 112)).toEqual(createHash("sha256").update(payload).digest());
  const id = Buffer.concat([data.subarray(72, 80), data.subarray(64, 72)]).toString("hex");
  return {
    type: data.toString("latin1", 4, 36).trimEnd(),
    sequence: data.readBigInt64BE(48),
    flags: data.readBigUInt64BE(56),
    id: id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
    payloadType: data.readUInt32BE(112),
    payload,
  };
}
