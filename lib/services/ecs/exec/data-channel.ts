import { createHash } from "node:crypto";
import { RealTimeout } from "../../../clock/real-timeout.js";
import type { WireChannel } from "../../../wire/channel.js";
import { type ChannelMessage, decodeMessage, encodeMessage, PAYLOAD, uuidOf } from "./message.js";

/** Maximum bytes of output in one message, as in AWS's agent. */
const LONGEST_OUTPUT = 1024;
/** Unacknowledged messages before a writer has to wait. */
const WINDOW = 256;
/** Maximum number of buffered out-of-order messages, as in AWS's agent. */
const EARLY = 10_000;
/** Real milliseconds before the oldest unacknowledged message is resent. */
const RESEND = 200;
/** Real milliseconds to wait for the last acknowledgements, as in AWS's agent. */
const LAST_ACKNOWLEDGEMENTS = 2000;

/** Receives what a client sends. */
export interface DataReceiver {
  input(bytes: Uint8Array): void;
  resize(size: { readonly cols: number; readonly rows: number }): void;
  /** The client ended the session. */
  terminate(): void;
}

/**
 * The agent's side of a Session Manager data channel: output in numbered messages, which are resent until
 * acknowledged, and ordered input. Without encryption there is no handshake.
 */
export class DataChannel {
  private sent = 0;
  private expected = 0;
  private readonly early = new Map<number, ChannelMessage>();
  private readonly unacknowledged = new Map<number, Buffer>();
  private readonly listeners = new Set<() => void>();
  private resending: RealTimeout | undefined;
  /** The message that was resent last, and the number of messages sent at that time. */
  private again = { sequence: -1, sent: 0 };
  private isClosed = false;

  constructor(
    private readonly channel: WireChannel,
    private readonly sessionId: string,
    private readonly now: () => number,
    private readonly receiver: DataReceiver,
  ) {
    channel.onMessage((data) => {
      const message = decodeMessage(data);
      if (message) this.receive(message);
    });
    channel.onClose(() => {
      this.isClosed = true;
      this.resending?.cancel();
      this.changed();
    });
  }

  /** Sends output. Resolves when the client has caught up, or has disconnected. */
  async write(output: Uint8Array): Promise<void> {
    for (let at = 0; at === 0 || at < output.length; at += LONGEST_OUTPUT) {
      await this.until(() => this.unacknowledged.size < WINDOW);
      if (this.isClosed) return;
      const sequence = this.sent++;
      const payload = output.subarray(at, at + LONGEST_OUTPUT);
      const message = this.encode({
        type: "output_stream_data",
        sequence,
        flags: sequence === 0 ? 1 : 0,
        payloadType: PAYLOAD.output,
        payload,
      });
      this.unacknowledged.set(sequence, message);
      this.channel.send(message);
      if (!this.resending) void this.resend();
    }
  }

  /** Ends the session after its output was acknowledged. @param reason shown to the user; may be empty. */
  async end(reason = ""): Promise<void> {
    const timeout = new RealTimeout(LAST_ACKNOWLEDGEMENTS);
    await Promise.race([this.until(() => this.unacknowledged.size === 0), timeout.elapsed]);
    timeout.cancel();
    const payload = {
      MessageType: "channel_closed",
      SchemaVersion: 1,
      CreatedDate: new Date(this.now()).toISOString(),
      SessionId: this.sessionId,
      Output: reason,
    };
    this.send("channel_closed", payload);
    this.channel.close();
  }

  private receive(message: ChannelMessage): void {
    if (message.type === "acknowledge") return this.acknowledged(message);
    if (message.type !== "input_stream_data") return;
    if (message.sequence > this.expected && this.early.size >= EARLY) return;
    this.send("acknowledge", {
      AcknowledgedMessageType: message.type,
      AcknowledgedMessageId: message.id,
      AcknowledgedMessageSequenceNumber: message.sequence,
      IsSequentialMessage: true,
    });
    if (message.sequence < this.expected) return;
    this.early.set(message.sequence, message);
    for (let next = this.early.get(this.expected); next; next = this.early.get(this.expected)) {
      this.early.delete(this.expected++);
      this.process(next);
    }
  }

  private process({ payloadType, payload }: ChannelMessage): void {
    if (payloadType === PAYLOAD.output) this.receiver.input(payload);
    // Flag 2 is TerminateSession; the others belong to port forwarding.
    else if (payloadType === PAYLOAD.flag && payload.at(3) === 2) this.receiver.terminate();
    else if (payloadType === PAYLOAD.size) {
      const { cols, rows } = objectIn(payload);
      if (isLength(cols) && isLength(rows)) this.receiver.resize({ cols, rows });
    }
  }

  private acknowledged({ payload }: ChannelMessage): void {
    const { AcknowledgedMessageSequenceNumber: sequence } = objectIn(payload);
    if (typeof sequence !== "number" || !this.unacknowledged.delete(sequence)) return;
    this.changed();
    // A client that has missed one message has probably missed the next ones.
    const [[next = this.sent] = []] = this.unacknowledged;
    if (sequence === this.again.sequence && next < this.again.sent) this.sendAgain(this.again.sent);
  }

  /** Resends the oldest unacknowledged message. */
  private sendAgain(sent: number): void {
    const [[sequence, message] = []] = this.unacknowledged;
    if (sequence === undefined || message === undefined) return;
    this.again = { sequence, sent };
    this.channel.send(message);
  }

  private async resend(): Promise<void> {
    while (this.unacknowledged.size > 0 && !this.isClosed) {
      const [[before] = []] = this.unacknowledged;
      this.resending = new RealTimeout(RESEND);
      await this.resending.elapsed;
      const [[oldest] = []] = this.unacknowledged;
      if (oldest === before) this.sendAgain(this.sent);
    }
    this.resending = undefined;
  }

  /** Sends a message that is not part of a stream. */
  private send(type: string, payload: object): void {
    const bytes = Buffer.from(JSON.stringify(payload));
    this.channel.send(this.encode({ type, sequence: 0, flags: 3, payloadType: 0, payload: bytes }));
  }

  /**
   * Ids are derived from the content, because the source of ids must produce the same sequence for a seed.
   */
  private encode(message: Omit<ChannelMessage, "id">): Buffer {
    const name = `${this.sessionId} ${message.type} ${message.sequence} ${message.payload.length}`;
    const id = uuidOf(createHash("sha256").update(name).update(message.payload).digest().subarray(0, 16));
    return encodeMessage({ ...message, id }, this.now());
  }

  private async until(condition: () => boolean): Promise<void> {
    while (!this.isClosed && !condition())
      await new Promise<void>((resolve) => {
        this.listeners.add(resolve);
      });
  }

  private changed(): void {
    const listeners = [...this.listeners];
    this.listeners.clear();
    for (const listener of listeners) listener();
  }
}

function objectIn(payload: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(payload).toString("utf8"));
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function isLength(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value > 0 && value < 65_536;
}
