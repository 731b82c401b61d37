import type { Duplex } from "node:stream";
import { type Clock, pause } from "../clock.js";
import { frame } from "./frames.js";

const EMPTY_FRAME = frame("stdout", "");

/**
 * Notices that the client of a multiplexed stream has gone. The end of its
 * input means nothing, because most clients end it immediately; but writing to
 * a client that has gone closes the socket. Empty frames are nothing to the others.
 *
 * @returns a function that ends it.
 */
export function watchClient(socket: Duplex, clock: Clock, interval: number): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  const end = () => ended.abort();
  socket.once("close", end);
  void (async () => {
    for (;;) {
      await pause(clock, interval, signal);
      if (signal.aborted || socket.writableEnded) return;
      if (!socket.writableNeedDrain) socket.write(EMPTY_FRAME);
    }
  })();
  return end;
}
