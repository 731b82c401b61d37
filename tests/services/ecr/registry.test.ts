import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { ACCOUNT, missing, NOW, simulatedEcr } from "./ecr-world.js";

const world = simulatedEcr();
const repositoryName = "shop/api";
const policyText = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Sid: "pull", Effect: "Allow", Principal: "*", Action: "ecr:BatchGetImage" }],
});
const invalid = (message: string) => ({ name: "InvalidParameterException", message });

test("C01: a token decodes to AWS:password and lasts twelve hours", async () => {
  const { authorizationData } = await world.ecr.getAuthorizationToken({});
  expect(authorizationData).toEqual([
    {
      authorizationToken: Buffer.from("AWS:password").toString("base64"),
      expiresAt: new Date(NOW.getTime() + 12 * 3_600_000),
      proxyEndpoint: "https://123456789012.dkr.ecr.us-east-1.amazonaws.com",
    },
  ]);
  const two = await world.ecr.getAuthorizationToken({ registryIds: ["111111111111", "222222222222"] });
  expect(two.authorizationData?.map(({ proxyEndpoint }) => proxyEndpoint)).toEqual([
    "https://111111111111.dkr.ecr.us-east-1.amazonaws.com",
    "https://222222222222.dkr.ecr.us-east-1.amazonaws.com",
  ]);
});

test("C01: with longTokens, its password is random and about as long as AWS's", async () => {
  world.sim.ecr.longTokens = true;
  const password = async () => {
    const { authorizationData } = await world.ecr.getAuthorizationToken({});
    return Buffer.from(authorizationData?.[0]?.authorizationToken ?? "", "base64").toString();
  };
  expect(await password()).toMatch(/^AWS:[A-Za-z0-9+/=]{2000,}$/);
  expect(await password()).not.toBe(await password());
  expect(() => {
    world.sim.ecr.longTokens = "yes" as never;
  }).toThrow(new TypeError('"longTokens" must be true or false, not "yes".'));
});

test.each(["AmazonEC2ContainerRegistry_V20150921", "AmazonEC2ContainerRegistry"])(
  "C09: the target prefix %s is understood",
  async (prefix) => {
    const answer = await fetch(world.sim.url, {
      method: "POST",
      headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": `${prefix}.DescribeRegistry` },
      body: "{}",
    });
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { registryId: ACCOUNT, replicationConfiguration: { rules: [] } },
    ]);
  },
);

test("errors have their name without a namespace, and a small-letter message", async () => {
  const answer = await fetch(world.sim.url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "AmazonEC2ContainerRegistry_V20150921.ListImages",
    },
    body: '{"repositoryName":"none"}',
  });
  const { name, message } = missing("none");
  expect([answer.status, await answer.json()]).toEqual([400, { __type: name, message }]);
});

test("a repository policy is set, read and deleted", async () => {
  const { ecr } = world;
  await ecr.createRepository({ repositoryName });
  const reply = { registryId: ACCOUNT, repositoryName, policyText };
  const none = {
    name: "RepositoryPolicyNotFoundException",
    message:
      "Repository policy does not exist for the repository with name 'shop/api' in the registry with id '123456789012'",
  };
  await expect(ecr.getRepositoryPolicy({ repositoryName })).rejects.toMatchObject(none);
  expect(await body(ecr.setRepositoryPolicy({ repositoryName, policyText }))).toEqual(reply);
  expect(await body(ecr.getRepositoryPolicy({ repositoryName }))).toEqual(reply);
  expect(await body(ecr.deleteRepositoryPolicy({ repositoryName }))).toEqual(reply);
  await expect(ecr.deleteRepositoryPolicy({ repositoryName })).rejects.toMatchObject(none);
});

test.each(["nothing", "[]", "{}", '{"Statement":[{"Effect":"Perhaps","Action":"*","Principal":"*"}]}'])(
  "the policy %s is none",
  async (text) => {
    const { ecr } = world;
    await ecr.createRepository({ repositoryName });
    await expect(ecr.setRepositoryPolicy({ repositoryName, policyText: text })).rejects.toMatchObject(
      invalid(
        "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided'",
      ),
    );
    await expect(ecr.putRegistryPolicy({ policyText: text })).rejects.toMatchObject(
      invalid(
        "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid registry policy provided'",
      ),
    );
  },
);

test("a registry policy is put, read and deleted", async () => {
  const { ecr } = world;
  const none = {
    name: "RegistryPolicyNotFoundException",
    message: "Registry policy does not exist in the registry with id '123456789012'",
  };
  await expect(ecr.getRegistryPolicy({})).rejects.toMatchObject(none);
  const reply = { registryId: ACCOUNT, policyText };
  expect(await body(ecr.putRegistryPolicy({ policyText }))).toEqual(reply);
  expect(await body(ecr.getRegistryPolicy({}))).toEqual(reply);
  expect(await body(ecr.deleteRegistryPolicy({}))).toEqual(reply);
  await expect(ecr.deleteRegistryPolicy({})).rejects.toMatchObject(none);
});

test("replication is configured, but not to the registry itself", async () => {
  const { ecr } = world;
  const to = (region: string) => ({ rules: [{ destinations: [{ region, registryId: ACCOUNT }] }] });
  const replicationConfiguration = to("eu-west-1");
  expect(await body(ecr.putReplicationConfiguration({ replicationConfiguration }))).toEqual({
    replicationConfiguration,
  });
  await expect(
    ecr.putReplicationConfiguration({ replicationConfiguration: to("us-east-1") }),
  ).rejects.toMatchObject(
    invalid(
      "Invalid parameter at 'replicationConfiguration' failed to satisfy constraint: 'Replication destination cannot be the same as the source registry'",
    ),
  );
  expect(await body(ecr.describeRegistry({}))).toEqual({ registryId: ACCOUNT, replicationConfiguration });
});

test("scanning of the registry is basic until it is configured", async () => {
  const { ecr } = world;
  expect(await body(ecr.getRegistryScanningConfiguration({}))).toEqual({
    registryId: ACCOUNT,
    scanningConfiguration: { scanType: "BASIC", rules: [] },
  });
  const rules = [
    {
      scanFrequency: "CONTINUOUS_SCAN" as const,
      repositoryFilters: [{ filterType: "WILDCARD" as const, filter: "*" }],
    },
  ];
  await expect(ecr.putRegistryScanningConfiguration({ scanType: "BASIC", rules })).rejects.toMatchObject(
    invalid(
      "Invalid parameter at 'scanningConfiguration' failed to satisfy constraint: 'Invalid scan frequency for scanType BASIC: CONTINUOUS_SCAN'",
    ),
  );
  const registryScanningConfiguration = { scanType: "ENHANCED" as const, rules };
  expect(await body(ecr.putRegistryScanningConfiguration(registryScanningConfiguration))).toEqual({
    registryScanningConfiguration,
  });
  expect((await ecr.getRegistryScanningConfiguration({})).scanningConfiguration).toEqual(
    registryScanningConfiguration,
  );
});

test("account settings have AWS's defaults and take AWS's values", async () => {
  const { ecr } = world;
  const name = "BASIC_SCAN_TYPE_VERSION";
  expect(await body(ecr.getAccountSetting({ name }))).toEqual({ name, value: "AWS_NATIVE" });
  expect(await body(ecr.putAccountSetting({ name, value: "CLAIR" }))).toEqual({ name, value: "CLAIR" });
  expect(await body(ecr.getAccountSetting({ name }))).toEqual({ name, value: "CLAIR" });
  await expect(ecr.putAccountSetting({ name, value: "OTHER" })).rejects.toMatchObject(
    invalid(
      "Invalid parameter at 'value' failed to satisfy constraint: 'Account setting BASIC_SCAN_TYPE_VERSION must satisfy enum value set: [AWS_NATIVE, CLAIR]'",
    ),
  );
  await expect(ecr.getAccountSetting({ name: "toString" })).rejects.toMatchObject(
    invalid(
      "Invalid parameter at 'name' failed to satisfy constraint: 'Invalid account setting name: toString'",
    ),
  );
});

test("pull-through cache rules live as they do on AWS", async () => {
  const { ecr, sim } = world;
  const rule = { ecrRepositoryPrefix: "quay", upstreamRegistryUrl: "quay.io" };
  const created = {
    ...rule,
    createdAt: NOW,
    registryId: ACCOUNT,
    upstreamRegistry: "quay",
  };
  expect(await body(ecr.createPullThroughCacheRule(rule))).toEqual(created);
  await expect(ecr.createPullThroughCacheRule(rule)).rejects.toMatchObject({
    name: "PullThroughCacheRuleAlreadyExistsException",
    message:
      "A pull through cache rule with repository prefix 'quay' already exists in the registry with id '123456789012'",
  });
  await sim.clock.advance("1s");
  const customRoleArn = "arn:aws:iam::123456789012:role/pull";
  const updatedAt = new Date(NOW.getTime() + 1_000);
  expect(await body(ecr.updatePullThroughCacheRule({ ecrRepositoryPrefix: "quay", customRoleArn }))).toEqual({
    ecrRepositoryPrefix: "quay",
    registryId: ACCOUNT,
    updatedAt,
    customRoleArn,
  });
  const shown = { ...created, customRoleArn, updatedAt };
  expect(await body(ecr.describePullThroughCacheRules({}))).toEqual({ pullThroughCacheRules: [shown] });
  const ecrRepositoryPrefixes = ["quay"];
  expect((await ecr.describePullThroughCacheRules({ ecrRepositoryPrefixes })).pullThroughCacheRules).toEqual([
    shown,
  ]);
  const { upstreamRegistry, ...deleted } = { ...created, customRoleArn };
  const { createdAt, ...valid } = deleted;
  expect(await body(ecr.validatePullThroughCacheRule({ ecrRepositoryPrefix: "quay" }))).toEqual({
    ...valid,
    isValid: true,
  });
  expect(await body(ecr.deletePullThroughCacheRule({ ecrRepositoryPrefix: "quay" }))).toEqual(deleted);
  await expect(ecr.describePullThroughCacheRules({ ecrRepositoryPrefixes })).rejects.toMatchObject({
    name: "PullThroughCacheRuleNotFoundException",
    message:
      "The pull through cache rule with repository prefix 'quay' does not exist in the registry with id '123456789012'",
  });
});

test("a pull-through cache rule shows the prefix of its upstream where it was given one", async () => {
  const rule = {
    ecrRepositoryPrefix: "team",
    upstreamRegistryUrl: `${ACCOUNT}.dkr.ecr.us-west-2.amazonaws.com`,
    upstreamRepositoryPrefix: "web",
  };
  await world.ecr.createPullThroughCacheRule(rule);
  const { pullThroughCacheRules } = await world.ecr.describePullThroughCacheRules({});
  expect(pullThroughCacheRules).toMatchObject([rule]);
});

test("an upstream must be known, and have credentials if it requires them", async () => {
  const create = (upstreamRegistryUrl: string) =>
    world.ecr.createPullThroughCacheRule({ ecrRepositoryPrefix: "up", upstreamRegistryUrl });
  await expect(create("example.com")).rejects.toMatchObject({
    name: "UnsupportedUpstreamRegistryException",
    message: "The upstream registry 'example.com' is not supported for pull through cache.",
  });
  await expect(create("registry-1.docker.io")).rejects.toMatchObject(
    invalid(
      "Invalid parameter at 'credentialArn' failed to satisfy constraint: 'Credentials are required for the upstream registry 'registry-1.docker.io''",
    ),
  );
});
