import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { ACCOUNT, missing, NOW, pages, simulatedEcr } from "./ecr-world.js";

const world = simulatedEcr();

const SHOP = {
  repositoryArn: "arn:aws:ecr:us-east-1:123456789012:repository/shop/api",
  registryId: ACCOUNT,
  repositoryName: "shop/api",
  repositoryUri: "123456789012.dkr.ecr.us-east-1.amazonaws.com/shop/api",
  createdAt: NOW,
  imageTagMutability: "MUTABLE",
  imageScanningConfiguration: { scanOnPush: false },
  encryptionConfiguration: { encryptionType: "AES256" },
};

test("C02: a repository is created with AWS's defaults and described the same", async () => {
  const { ecr } = world;
  expect(await body(ecr.createRepository({ repositoryName: "shop/api" }))).toEqual({ repository: SHOP });
  expect(await body(ecr.describeRepositories({}))).toEqual({ repositories: [SHOP] });
});

test("C02: scanning, encryption, mutability and exclusion filters are echoed; tags are not", async () => {
  const { ecr } = world;
  const filters = [{ filterType: "WILDCARD" as const, filter: "dev-*" }];
  const { repository } = await ecr.createRepository({
    repositoryName: "strict",
    imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
    imageTagMutabilityExclusionFilters: filters,
    imageScanningConfiguration: { scanOnPush: true },
    encryptionConfiguration: { encryptionType: "KMS", kmsKey: "arn:aws:kms:us-east-1:123456789012:key/mine" },
    tags: [{ Key: "team", Value: "shop" }],
  });
  expect(repository).toEqual({
    ...SHOP,
    repositoryArn: "arn:aws:ecr:us-east-1:123456789012:repository/strict",
    repositoryName: "strict",
    repositoryUri: "123456789012.dkr.ecr.us-east-1.amazonaws.com/strict",
    imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
    imageTagMutabilityExclusionFilters: filters,
    imageScanningConfiguration: { scanOnPush: true },
    encryptionConfiguration: { encryptionType: "KMS", kmsKey: "arn:aws:kms:us-east-1:123456789012:key/mine" },
  });
});

test("without a key, KMS encrypts with the one that AWS manages, the same for all repositories of a region", async () => {
  const { ecr } = world;
  const keys: (string | undefined)[] = [];
  for (const repositoryName of ["aa", "bb"]) {
    const encryptionConfiguration = { encryptionType: "KMS_DSSE" as const };
    const { repository } = await ecr.createRepository({ repositoryName, encryptionConfiguration });
    keys.push(repository?.encryptionConfiguration?.kmsKey);
  }
  expect(keys[0]).toMatch(
    /^arn:aws:kms:us-east-1:123456789012:key\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  );
  expect(keys[1]).toBe(keys[0]);
});

test("C02: a name that is in use is rejected", async () => {
  const { ecr } = world;
  await ecr.createRepository({ repositoryName: "shop/api" });
  await expect(ecr.createRepository({ repositoryName: "shop/api" })).rejects.toMatchObject({
    name: "RepositoryAlreadyExistsException",
    message: "The repository with name 'shop/api' already exists in the registry with id '123456789012'",
  });
});

const invalid = (message: string) => ({ name: "InvalidParameterException", message });

test.each([
  [
    { repositoryName: "Shop" },
    "Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression '(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*''",
  ],
  [
    { repositoryName: "x" },
    "Invalid parameter at 'repositoryName' failed to satisfy constraint: 'Member must have length greater than or equal to 2'",
  ],
  [
    { repositoryName: "shop", imageTagMutability: "SOMETIMES" as "MUTABLE" },
    "Invalid parameter at 'imageTagMutability' failed to satisfy constraint: 'Member must satisfy enum value set: [MUTABLE, IMMUTABLE, IMMUTABLE_WITH_EXCLUSION, MUTABLE_WITH_EXCLUSION]'",
  ],
  [
    { repositoryName: "shop", encryptionConfiguration: { encryptionType: "AES256" as const, kmsKey: "x" } },
    "Invalid parameter at 'encryptionConfiguration' failed to satisfy constraint: 'Invalid encryption configuration: Encryption key should not be set for AES256 encryption.'",
  ],
  [
    {
      repositoryName: "shop",
      imageTagMutabilityExclusionFilters: [{ filterType: "WILDCARD" as const, filter: "*" }],
    },
    "Invalid parameter at 'imageTagMutabilityExclusionFilters' failed to satisfy constraint: 'ImageTagMutabilityExclusionFilters are not allowed when imageTagMutability is set to MUTABLE'",
  ],
  [
    { repositoryName: "shop", imageTagMutability: "MUTABLE_WITH_EXCLUSION" as const },
    "Invalid parameter at 'imageTagMutabilityExclusionFilters' failed to satisfy constraint: 'ImageTagMutabilityExclusionFilters are required when imageTagMutability is set to MUTABLE_WITH_EXCLUSION'",
  ],
])("CreateRepository rejects %j", async (input, message) => {
  await expect(world.ecr.createRepository(input)).rejects.toMatchObject(invalid(message));
  expect(world.sim.ecr.repositories()).toEqual([]);
});

test("a missing member is named", async () => {
  await expect(world.ecr.createRepository({ repositoryName: undefined })).rejects.toMatchObject(
    invalid("Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must not be null'"),
  );
});

test("C03: repositories are found by name and registry; one unknown name fails the call", async () => {
  const { ecr } = world;
  for (const repositoryName of ["aa", "bb", "cc"]) await ecr.createRepository({ repositoryName });
  const { repositories } = await ecr.describeRepositories({
    registryId: ACCOUNT,
    repositoryNames: ["cc", "aa"],
  });
  expect(repositories?.map(({ repositoryName }) => repositoryName)).toEqual(["cc", "aa"]);
  await expect(ecr.describeRepositories({ repositoryNames: ["aa", "zz"] })).rejects.toMatchObject(
    missing("zz"),
  );
  await expect(
    ecr.describeRepositories({ registryId: "210987654321", repositoryNames: ["aa"] }),
  ).rejects.toThrow("does not exist in the registry with id '210987654321'");
});

test("C03: pages hold every repository once, in order", async () => {
  const { ecr } = world;
  const names = Array.from({ length: 11 }, (_, index) => `repository-${String(index).padStart(2, "0")}`);
  for (const repositoryName of [...names].reverse()) await ecr.createRepository({ repositoryName });
  for (const maxResults of [1, 4, 11, 1000]) {
    const found = await pages(async (nextToken) => {
      const answer = await ecr.describeRepositories({ maxResults, nextToken });
      return {
        items: answer.repositories?.map(({ repositoryName }) => repositoryName),
        nextToken: answer.nextToken,
      };
    });
    expect(found.flat()).toEqual(names);
    expect(found.every((page) => page.length <= maxResults)).toBe(true);
  }
});

test("C03: an unknown token, and paging of names, are rejected", async () => {
  const { ecr } = world;
  await ecr.createRepository({ repositoryName: "aa" });
  await expect(ecr.describeRepositories({ nextToken: "x" })).rejects.toMatchObject(
    invalid("Invalid parameter at 'nextToken' failed to satisfy constraint: 'Invalid token'"),
  );
  await expect(ecr.describeRepositories({ repositoryNames: ["aa"], maxResults: 5 })).rejects.toMatchObject(
    invalid(
      "Invalid parameter at 'maxResults' failed to satisfy constraint: 'Cannot be used with repositoryNames'",
    ),
  );
});

test("C04: a repository with images is deleted by force only, with all that is in it", async () => {
  const { ecr, sim } = world;
  sim.ecr.pushImage("shop/api", "v1");
  await expect(ecr.deleteRepository({ repositoryName: "shop/api" })).rejects.toMatchObject({
    name: "RepositoryNotEmptyException",
    message:
      "The repository with name 'shop/api' in registry with id '123456789012' cannot be deleted because it still contains images",
  });
  expect(await body(ecr.deleteRepository({ repositoryName: "shop/api", force: true }))).toEqual({
    repository: SHOP,
  });
  await expect(ecr.deleteRepository({ repositoryName: "shop/api" })).rejects.toMatchObject(
    missing("shop/api"),
  );
  await ecr.createRepository({ repositoryName: "shop/api" });
  expect(await body(ecr.listImages({ repositoryName: "shop/api" }))).toEqual({ imageIds: [] });
  await ecr.deleteRepository({ repositoryName: "shop/api" });
  expect(sim.ecr.state()).toEqual({ repositories: [], images: [], creationTemplates: [] });
});

test("a repository whose name begins with that of a deleted one keeps its images", async () => {
  const { ecr, sim } = world;
  sim.ecr.pushImage("shop", "v1");
  sim.ecr.pushImage("shop-api", "v1");
  sim.ecr.pushImage("shop/api", "v1");
  await ecr.deleteRepository({ repositoryName: "shop", force: true });
  expect(sim.ecr.images().map(({ repositoryName }) => repositoryName)).toEqual(["shop-api", "shop/api"]);
});

test("mutability and scanning can be changed", async () => {
  const { ecr } = world;
  const repositoryName = "shop/api";
  await ecr.createRepository({ repositoryName });
  const imageTagMutabilityExclusionFilters = [{ filterType: "WILDCARD" as const, filter: "release*" }];
  const mutability = {
    imageTagMutability: "MUTABLE_WITH_EXCLUSION" as const,
    imageTagMutabilityExclusionFilters,
  };
  expect(await body(ecr.putImageTagMutability({ repositoryName, ...mutability }))).toEqual({
    registryId: ACCOUNT,
    repositoryName,
    ...mutability,
  });
  const imageScanningConfiguration = { scanOnPush: true };
  expect(
    await body(ecr.putImageScanningConfiguration({ repositoryName, imageScanningConfiguration })),
  ).toEqual({
    registryId: ACCOUNT,
    repositoryName,
    imageScanningConfiguration,
  });
  const changed = { ...SHOP, ...mutability, imageScanningConfiguration };
  expect((await ecr.describeRepositories({})).repositories).toEqual([changed]);
  await ecr.putImageTagMutability({ repositoryName, imageTagMutability: "IMMUTABLE" });
  const { imageTagMutabilityExclusionFilters: gone, ...plain } = changed;
  expect((await ecr.describeRepositories({})).repositories).toEqual([
    { ...plain, imageTagMutability: "IMMUTABLE" },
  ]);
});

test("accounts and regions have registries of their own", async () => {
  const { ecr, sim } = world;
  await ecr.createRepository({ repositoryName: "shop/api" });
  const other = world.elsewhere({ accountId: "210987654321" });
  const west = world.elsewhere({ region: "us-west-2" });
  expect((await other.describeRepositories({})).repositories).toEqual([]);
  const { repository } = await west.createRepository({ repositoryName: "shop/api" });
  expect(repository?.repositoryUri).toBe("123456789012.dkr.ecr.us-west-2.amazonaws.com/shop/api");
  expect((await other.describeRepositories({ registryId: ACCOUNT })).repositories).toEqual([SHOP]);
  expect(sim.ecr.repositories({ account: "210987654321" })).toEqual([]);
});
