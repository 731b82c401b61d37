import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { AwsSim } from "../../../lib/index.js";

/**
 * An HTTP proxy that sends what is for any host to a simulator: for clients that put an account or an access point
 * before the host of the endpoint, on machines that do not resolve the names below `localhost`.
 */
export class HostProxy implements AsyncDisposable {
  private constructor(
    private readonly server: Server,
    private readonly sim: AwsSim,
  ) {}

  static async start(sim: AwsSim): Promise<HostProxy> {
    const server = createServer((incoming, outgoing) => {
      const { pathname, search, host } = new URL(incoming.url ?? "", sim.url);
      const headers = { ...incoming.headers, host };
      const { method } = incoming;
      const options = { port: sim.port, host: "127.0.0.1", method, path: pathname + search, headers };
      const forwarded = request(options, (response) => {
        outgoing.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(outgoing);
      });
      forwarded.on("error", () => outgoing.destroy());
      incoming.pipe(forwarded);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return new HostProxy(server, sim);
  }

  /** Variables that make clients use the proxy. Endpoints on `localhost` itself are reached without it. */
  get env(): Readonly<Record<string, string>> {
    const { port } = this.server.address() as AddressInfo;
    const proxy = `http://127.0.0.1:${port}`;
    return {
      AWS_ENDPOINT_URL: `http://localhost:${this.sim.port}`,
      HTTP_PROXY: proxy,
      http_proxy: proxy,
      NO_PROXY: "127.0.0.1",
      no_proxy: "127.0.0.1",
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}
