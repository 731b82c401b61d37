import { DiscoverInstancesCommand, ServiceDiscoveryClient } from "@aws-sdk/client-servicediscovery";
import { request } from "undici";
import { afterAll, describe, expect, test } from "vitest";
import { createAwsSim } from "../lib/index.js";

const sim = await createAwsSim();
afterAll(() => sim.close());

describe("sim.env(base)", () => {
  test("keeps what has nothing to do with AWS", () => {
    expect(sim.env({ PATH: "/bin", EMPTY: "", GONE: undefined })).toEqual({
      PATH: "/bin",
      EMPTY: "",
      ...sim.env(),
    });
  });

  test.each([
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_SESSION_TOKEN",
    "AWS_SECURITY_TOKEN",
    "AWS_CREDENTIAL_EXPIRATION",
    "AWS_ACCOUNT_ID",
    "AWS_ROLE_ARN",
    "AWS_ROLE_SESSION_NAME",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
    "AWS_ENDPOINT_URL_ECS",
    "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
    "AWS_USE_FIPS_ENDPOINT",
    "AWS_USE_DUALSTACK_ENDPOINT",
    "AWS_EC2_METADATA_SERVICE_ENDPOINT",
    "AWS_S3_ENDPOINT",
    "TF_AWS_S3_ENDPOINT",
    "AWS_ACCESS_KEY",
    "AWS_SECRET_KEY",
  ])("omits %s, which leads past the simulator", (name) => {
    expect(sim.env({ [name]: "elsewhere" })).toEqual(sim.env());
  });

  test.each(["AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_ENDPOINT_URL"])("replaces %s", (name) => {
    expect(sim.env({ [name]: "other" })).toEqual(sim.env());
  });

  test.each(["AWS_CONFIG_FILE", "AWS_MAX_ATTEMPTS", "AWS_PAGER", "AWS_S3_US_EAST_1_REGIONAL_ENDPOINTS"])(
    "keeps %s",
    (name) => {
      expect(sim.env({ [name]: "x" })).toHaveProperty(name, "x");
    },
  );

  test("excepts this machine from a proxy", () => {
    const local = "localhost,.localhost,127.0.0.1,::1";
    expect(sim.env({ HTTP_PROXY: "http://proxy:1" })).toMatchObject({
      HTTP_PROXY: "http://proxy:1",
      NO_PROXY: local,
      no_proxy: local,
    });
    expect(sim.env({ https_proxy: "http://proxy:1", no_proxy: "intra.net" })).toMatchObject({
      NO_PROXY: `intra.net,${local}`,
      no_proxy: `intra.net,${local}`,
    });
  });
});

describe("clients that put a prefix before the host (data-…)", () => {
  test("botocore's configuration disables it", () => {
    expect(sim.env()).toHaveProperty("AWS_DISABLE_HOST_PREFIX_INJECTION", "true");
  });

  test("localhostUrl is a name below which every name is this machine, and no bucket", async () => {
    expect(sim.localhostUrl).toBe(`http://aws-sim.localhost:${sim.port}`);
    sim.s3.createBucket("named");
    sim.s3.putObject("named", "key", "content");
    // As a system resolves it: to 127.0.0.1.
    const body = async (host: string, path: string) =>
      (await request(sim.url + path, { headers: { host: `${host}:${sim.port}` } })).body.text();
    expect([
      await body("aws-sim.localhost", "/named/key"),
      await body("data-aws-sim.localhost", "/named/key"),
      await body("named.aws-sim.localhost", "/key"),
    ]).toEqual(["content", "content", "content"]);
  });

  test("such a request reaches its service", async () => {
    const { disableHostPrefix: _, ...config } = sim.clientConfig({ direct: true });
    const client = new ServiceDiscoveryClient({ ...config, endpoint: sim.localhostUrl });
    const discover = new DiscoverInstancesCommand({ NamespaceName: "none", ServiceName: "none" });
    await expect(client.send(discover)).rejects.toMatchObject({ name: "NamespaceNotFound" });
  });
});
