import { Readable, Writable } from "node:stream";
import { bridge } from "../agents/bridge.js";
import { connectAgent } from "../agents/connect.js";
import type { Backend } from "../backend.js";
import { DockerError, notRunning } from "../errors.js";
import { json, type Reply } from "../http/reply.js";
import type { DockerRequest } from "../http/request.js";
import { freshContainerOf } from "./lookup.js";
import { isRunning } from "./state.js";

/** `GET /containers/:id/top`: runs `ps` in the container. */
export async function topContainer(backend: Backend, request: DockerRequest): Promise<Reply> {
  const container = await freshContainerOf(backend, request);
  if (!isRunning(container)) throw notRunning(container.id);
  const words = (request.text("ps_args") ?? "-ef").split(/\s+/).filter((word) => word !== "");
  const socket = await connectAgent(backend, container, request.signal);
  socket.send(JSON.stringify({ type: "exec", id: "top", cmd: ["ps", ...words] }));
  const chunks: Buffer[] = [];
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk);
      done();
    },
  });
  const code = await bridge(
    socket,
    { input: Readable.from([]), output },
    { session: "top", tty: true, stdin: false, stdout: true, stderr: true, closeStdin: false },
  );
  const text = Buffer.concat(chunks).toString().trim();
  if (code !== 0) throw new DockerError(500, `ps: ${text}`);
  const [titles = "", ...lines] = text.split("\n");
  const Titles = titles.trim().split(/\s+/);
  return json(200, { Titles, Processes: lines.map((line) => columns(line, Titles.length)) });
}

/** The last column is the command, which has spaces. */
function columns(line: string, count: number): string[] {
  const words = line.trim().split(/\s+/);
  return [...words.slice(0, count - 1), words.slice(count - 1).join(" ")];
}
