import { existsSync, unlinkSync } from "node:fs";
import type { Server } from "node:http";
import { createConnection } from "node:net";

/**
 * Listens on `unix:///path` or `tcp://host:port`. The socket of a backend that
 * was killed is replaced.
 *
 * @returns the address with its real port.
 * @throws Error if the address is in use or cannot be listened on.
 */
export async function listenOn(server: Server, address: string): Promise<string> {
  const [, path] = /^unix:\/\/(.+)$/.exec(address) ?? [];
  if (path !== undefined) {
    await removeStaleSocket(path);
    await listening(server, { path });
    return address;
  }
  const { hostname, port } = new URL(address);
  await listening(server, { host: hostname.replace(/^\[(.*)\]$/, "$1"), port: Number(port) });
  const bound = server.address();
  return `tcp://${hostname}:${typeof bound === "object" && bound !== null ? bound.port : port}`;
}

function listening(
  server: Server,
  options: { path: string } | { host: string; port: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(options, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

async function removeStaleSocket(path: string): Promise<void> {
  if (!existsSync(path)) return;
  const alive = await new Promise<boolean>((resolve) => {
    const attempt = createConnection(path, () => {
      attempt.destroy();
      resolve(true);
    });
    attempt.on("error", () => resolve(false));
  });
  if (alive) throw new Error(`${path} is in use: another process listens there`);
  unlinkSync(path);
}
