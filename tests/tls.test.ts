import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { rootCertificates } from "node:tls";
import { promisify } from "node:util";
import { ECSClient, ListClustersCommand } from "@aws-sdk/client-ecs";
import { S3 } from "@aws-sdk/client-s3";
import { afterAll, describe, expect, test } from "vitest";
import { connectAwsSim, createAwsSim } from "../lib/index.js";
import { resolveOptions } from "../lib/options.js";
import { TEST_TLS } from "./support/tls.js";

const sim = await createAwsSim({ tls: TEST_TLS, delays: 0 });
afterAll(() => sim.close());

const run = promisify(execFile);

test("the simulator listens over HTTPS", () => {
  expect(sim.url).toBe(`https://127.0.0.1:${sim.port}`);
});

describe("clients of this process", () => {
  test("trust the certificate by clientConfig(), also for bodies and streams", async () => {
    const s3 = new S3(sim.clientConfig());
    await s3.createBucket({ Bucket: "over-https" });
    await s3.putObject({ Bucket: "over-https", Key: "key", Body: "x".repeat(100_000) });
    const { Body } = await s3.getObject({ Bucket: "over-https", Key: "key" });
    expect(await Body?.transformToString()).toBe("x".repeat(100_000));
    s3.destroy();
  });

  test("do not trust it without, and no other client trusts it", async () => {
    const { requestHandler: _, ...config } = sim.clientConfig();
    const ecs = new ECSClient({ ...config, maxAttempts: 1 });
    await expect(ecs.send(new ListClustersCommand())).rejects.toMatchObject({
      code: "DEPTH_ZERO_SELF_SIGNED_CERT",
    });
  });

  test("need no socket with direct", async () => {
    const ecs = new ECSClient(sim.clientConfig({ direct: true }));
    expect((await ecs.send(new ListClustersCommand())).clusterArns).toEqual([]);
  });
});

describe("other processes", () => {
  test("trust it by files that last as long as the simulator", async () => {
    const short = await createAwsSim({ tls: TEST_TLS });
    const env = short.env();
    expect(env).toMatchObject({
      AWS_ENDPOINT_URL: short.url,
      NODE_EXTRA_CA_CERTS: env.AWS_CA_BUNDLE,
      REQUESTS_CA_BUNDLE: env.SSL_CERT_FILE,
    });
    const [own = "", all = ""] = [env.AWS_CA_BUNDLE, env.SSL_CERT_FILE];
    expect(readFileSync(own, "utf8")).toBe(TEST_TLS.cert);
    // These variables replace the public authorities.
    expect(readFileSync(all, "utf8").match(/BEGIN CERTIFICATE/g)).toHaveLength(rootCertificates.length + 1);
    await short.close();
    expect([existsSync(own), existsSync(all)]).toEqual([false, false]);
  });

  test("a Node process can call it", async () => {
    const program =
      "fetch(process.env.AWS_ENDPOINT_URL + '/_sim/health').then(({ status }) => console.log(status))";
    const { stdout } = await run(process.execPath, ["-e", program], { env: sim.env() });
    expect(stdout).toBe("200\n");
  });
});

describe("connectAwsSim", () => {
  test("over HTTPS, with the certificate", async () => {
    const connected = await connectAwsSim(sim.url, { ca: TEST_TLS.cert });
    const ecs = new ECSClient(connected.clientConfig());
    expect((await ecs.send(new ListClustersCommand())).clusterArns).toEqual([]);
    ecs.destroy();
    expect(connected.env()).toEqual(sim.env());
    expect(connected.port).toBe(sim.port);
  });

  test("without the certificate, it fails with the reason", async () => {
    await expect(connectAwsSim(sim.url)).rejects.toThrow(/self-signed certificate/);
  });
});

describe("the option tls", () => {
  test.each<[unknown, RegExp]>([
    [{ key: TEST_TLS.key }, /^Option tls of createAwsSim cannot be used: key and cert are needed\. Use /],
    [true, /key and cert are needed/],
    [{ key: "secret", cert: TEST_TLS.cert }, /^Option tls of createAwsSim cannot be used: .*PEM/i],
    [{ key: TEST_TLS.key, cert: "nothing" }, /cannot be used: .*PEM/i],
  ])("%# is rejected without repeating the key", (tls, message) => {
    expect(() => resolveOptions({ tls } as object, {})).toThrow(message);
    expect(() => resolveOptions({ tls } as object, {})).not.toThrow(/secret/);
  });
});
