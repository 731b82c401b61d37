/** The size of a terminal, in characters. */
export interface TerminalSize {
  readonly cols: number;
  readonly rows: number;
}

/** A command that ExecuteCommand runs in a container, with the terminal of its client. */
export interface ExecSession {
  /** As in the request: `/bin/sh -c "ls -l"`. */
  readonly command: string;
  /** Input from the client. Ends when the client disconnects. */
  readonly input: AsyncIterable<Uint8Array>;
  /** Size of the client's terminal, once it is known. */
  readonly size: TerminalSize | undefined;
  /** Aborts when the client disconnects, and when the container is killed. */
  readonly signal: AbortSignal;
  /** Writes to the client's terminal. Resolves when the client has caught up. */
  write(output: string | Uint8Array): Promise<void>;
  /** Calls a listener whenever the size of the client's terminal changes. */
  onResize(listener: (size: TerminalSize) => void): void;
}

/**
 * Runs a command of ExecuteCommand. The session ends when the handler returns; the client sees the message of
 * an exception.
 */
export type ExecHandler = (session: ExecSession) => void | Promise<void>;
