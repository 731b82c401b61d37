/** A WebSocket, as the simulator uses it. */
export interface WireChannel {
  /** Sends a string as text and bytes as binary. Does nothing after the close. */
  send(data: string | Uint8Array): void;
  close(): void;
  /** Text is UTF-8. */
  onMessage(listener: (data: Uint8Array) => void): void;
  /** Calls a listener once, after either side has closed it. */
  onClose(listener: () => void): void;
}

/** The request for a WebSocket. */
export interface ChannelRequest {
  /** The raw request target up to "?". */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** Accepts a WebSocket; if it returns `undefined`, the request is handled as one without an upgrade. */
export type AcceptChannel = (request: ChannelRequest) => ((channel: WireChannel) => void) | undefined;
