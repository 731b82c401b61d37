import type { WebSocket } from "ws";
import type { AgentRequest } from "../agent/protocol.js";
import { drained } from "../http/bytes.js";
import { frame, type StreamName } from "../http/frames.js";
import type { RawConnection } from "../http/reply.js";
import { agentMessage } from "./agent-client.js";

/** What passes between a client and a session. */
export interface BridgeOptions {
  readonly session: string;
  /** Raw output without frames. */
  readonly tty: boolean;
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  /** Whether the end of the client's input is the end of the process's. */
  readonly closeStdin: boolean;
}

/** Bytes of input that wait for the agent above which the client must wait. */
const INPUT_LIMIT = 1024 * 1024;

/**
 * Connects a Docker client with a session of the agent, until the process has
 * ended or either side has hung up.
 *
 * @returns the exit code; `undefined` if the session was lost or left.
 */
export function bridge(
  socket: WebSocket,
  { input, output }: RawConnection,
  options: BridgeOptions,
): Promise<number | undefined> {
  const { session: id } = options;
  const send = (request: AgentRequest, sent?: () => void) =>
    socket.send(JSON.stringify(request), () => sent?.());
  return new Promise((resolve) => {
    const end = (code: number | undefined) => {
      input.off("data", onInput).off("end", onInputEnd);
      output.off("close", onHangUp);
      socket.close();
      resolve(code);
    };
    const write = (stream: StreamName, bytes: Buffer) => {
      if (output.destroyed || output.writableEnded) return;
      if (output.write(options.tty ? bytes : frame(stream, bytes))) return;
      // The client is slow: the agent keeps what is written in the meantime.
      socket.pause();
      void drained(output).then(() => socket.resume());
    };
    const onInput = (chunk: Buffer) => {
      send({ type: "stdin", id, data: chunk.toString("base64") }, () => {
        if (socket.bufferedAmount <= INPUT_LIMIT) input.resume();
      });
      if (socket.bufferedAmount > INPUT_LIMIT) input.pause();
    };
    const onInputEnd = () => {
      if (options.closeStdin) send({ type: "close_stdin", id });
    };
    const onHangUp = () => {
      // It may be paused, and would not see the agent's farewell.
      socket.terminate();
      end(undefined);
    };
    socket.on("message", (data) => {
      const message = agentMessage(data);
      if (message.type === "exit") return end(message.code);
      if (message.type === "error") {
        write("stderr", Buffer.from(`${message.message}\r\n`));
        return end(undefined);
      }
      if (options[message.type]) write(message.type, Buffer.from(message.data, "base64"));
    });
    socket.on("close", () => end(undefined));
    output.on("close", onHangUp);
    // A client that sends nothing may have ended its input before.
    if (options.stdin && input.readableEnded) onInputEnd();
    else if (options.stdin) input.on("data", onInput).on("end", onInputEnd);
    // The end of the connection is noticed only if it is read.
    else input.resume();
    if (output.destroyed) end(undefined);
  });
}
