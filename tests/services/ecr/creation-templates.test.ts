import { describe, expect, test } from "vitest";
import { body } from "../../support/body.js";
import { ACCOUNT, NOW, simulatedEcr } from "./ecr-world.js";

const world = simulatedEcr();
const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "ecr:BatchGetImage" }],
});
const LIFECYCLE = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 5 },
      action: { type: "expire" },
    },
  ],
});
const FULL = {
  prefix: "prod",
  description: "all of production",
  encryptionConfiguration: { encryptionType: "KMS" as const },
  resourceTags: [{ Key: "stage", Value: "prod" }],
  imageTagMutability: "IMMUTABLE" as const,
  repositoryPolicy: POLICY,
  lifecyclePolicy: LIFECYCLE,
  appliedFor: ["CREATE_ON_PUSH" as const, "REPLICATION" as const],
  customRoleArn: `arn:aws:iam::${ACCOUNT}:role/ecr-templates`,
};
const PLAIN = { prefix: "ROOT", appliedFor: ["CREATE_ON_PUSH" as const] };
const notFound = {
  name: "TemplateNotFoundException",
  message: `The repository creation template with prefix 'prod' does not exist in the registry with id '${ACCOUNT}'`,
};

const described = async (prefixes?: string[]) =>
  (await world.ecr.describeRepositoryCreationTemplates({ prefixes })).repositoryCreationTemplates;

describe("operations", () => {
  test("a template is created and described as it was given", async () => {
    const repositoryCreationTemplate = { ...FULL, createdAt: NOW, updatedAt: NOW };
    const reply = { registryId: ACCOUNT, repositoryCreationTemplate };
    expect(await body(world.ecr.createRepositoryCreationTemplate(FULL))).toEqual(reply);
    expect(await body(world.ecr.describeRepositoryCreationTemplates({ prefixes: ["prod", "none"] }))).toEqual(
      {
        registryId: ACCOUNT,
        repositoryCreationTemplates: [repositoryCreationTemplate],
      },
    );
    expect(world.sim.ecr.state()).toMatchObject({ creationTemplates: [repositoryCreationTemplate] });
  });

  test("without more, tags are mutable and AES256 encrypts", async () => {
    const { repositoryCreationTemplate } = await world.ecr.createRepositoryCreationTemplate(PLAIN);
    expect(repositoryCreationTemplate).toEqual({
      ...PLAIN,
      imageTagMutability: "MUTABLE",
      encryptionConfiguration: { encryptionType: "AES256" },
      createdAt: NOW,
      updatedAt: NOW,
    });
  });

  test("an update changes what it names", async () => {
    await world.ecr.createRepositoryCreationTemplate(FULL);
    await world.sim.clock.advance("1h");
    const { repositoryCreationTemplate } = await world.ecr.updateRepositoryCreationTemplate({
      prefix: "prod",
      description: "new",
      imageTagMutability: "MUTABLE",
    });
    const changed = {
      ...FULL,
      description: "new",
      imageTagMutability: "MUTABLE",
      createdAt: NOW,
      updatedAt: new Date(NOW.getTime() + 3_600_000),
    };
    expect(repositoryCreationTemplate).toEqual(changed);
    expect(await described()).toEqual([changed]);
  });

  test("a template is deleted once", async () => {
    const { repositoryCreationTemplate: created } = await world.ecr.createRepositoryCreationTemplate(FULL);
    const deleted = await world.ecr.deleteRepositoryCreationTemplate({ prefix: "prod" });
    expect(deleted.repositoryCreationTemplate).toEqual(created);
    expect(await described()).toEqual([]);
    const prefix = "prod";
    await expect(world.ecr.deleteRepositoryCreationTemplate({ prefix })).rejects.toMatchObject(notFound);
    await expect(world.ecr.updateRepositoryCreationTemplate({ prefix })).rejects.toMatchObject(notFound);
  });

  test("there is one of each prefix, with or without a slash at its end, in each account and region", async () => {
    await world.ecr.createRepositoryCreationTemplate(FULL);
    await expect(
      world.ecr.createRepositoryCreationTemplate({ ...PLAIN, prefix: "prod/" }),
    ).rejects.toMatchObject({ name: "TemplateAlreadyExistsException" });
    for (const place of [{ region: "eu-west-1" }, { accountId: "111111111111" }])
      await world.elsewhere(place).createRepositoryCreationTemplate(FULL);
  });

  test.each([
    ["a repository policy that is none", { repositoryPolicy: "{}" }],
    ["a lifecycle policy that is none", { lifecyclePolicy: "{}" }],
    ["a key with AES256", { encryptionConfiguration: { encryptionType: "AES256" as const, kmsKey: "key" } }],
    [
      "filters without exclusions",
      { imageTagMutabilityExclusionFilters: [{ filter: "x", filterType: "WILDCARD" as const }] },
    ],
    ["a prefix with capitals", { prefix: "Prod" }],
  ])("%s is rejected", async (_, change) => {
    await expect(world.ecr.createRepositoryCreationTemplate({ ...PLAIN, ...change })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    expect(await described()).toEqual([]);
  });

  test("pages hold what they are asked for", async () => {
    for (const prefix of ["a", "b", "c"])
      await world.ecr.createRepositoryCreationTemplate({ ...PLAIN, prefix });
    const first = await world.ecr.describeRepositoryCreationTemplates({ maxResults: 2 });
    const { nextToken } = first;
    const second = await world.ecr.describeRepositoryCreationTemplates({ maxResults: 2, nextToken });
    const prefixes = [first, second].map(({ repositoryCreationTemplates }) =>
      repositoryCreationTemplates?.map(({ prefix }) => prefix),
    );
    expect([prefixes, second.nextToken]).toEqual([[["a", "b"], ["c"]], undefined]);
    await expect(
      world.ecr.describeRepositoryCreationTemplates({ prefixes: ["a"], maxResults: 1 }),
    ).rejects.toMatchObject({ name: "InvalidParameterException" });
  });
});

describe("a push to a repository that does not exist", () => {
  const repository = async (repositoryName: string) => {
    world.sim.ecr.pushImage(repositoryName);
    const { repositories } = await world.ecr.describeRepositories({ repositoryNames: [repositoryName] });
    return repositories?.[0];
  };

  test("creates it by the template for its name", async () => {
    await world.ecr.createRepositoryCreationTemplate(FULL);
    const created = await repository("prod/api");
    expect(created).toMatchObject({
      imageTagMutability: "IMMUTABLE",
      encryptionConfiguration: { encryptionType: "KMS", kmsKey: expect.stringMatching(/^arn:aws:kms:/) },
    });
    const repositoryName = "prod/api";
    expect(await world.ecr.getRepositoryPolicy({ repositoryName })).toMatchObject({ policyText: POLICY });
    expect(await world.ecr.getLifecyclePolicy({ repositoryName })).toMatchObject({
      lifecyclePolicyText: LIFECYCLE,
    });
    const resourceArn = created?.repositoryArn;
    expect(await body(world.ecr.listTagsForResource({ resourceArn }))).toEqual({
      tags: [{ Key: "stage", Value: "prod" }],
    });
  });

  test("takes the template with the longest prefix, else ROOT, else the defaults", async () => {
    const immutable = { imageTagMutability: "IMMUTABLE" as const, appliedFor: ["CREATE_ON_PUSH" as const] };
    const mutability = async (name: string) => (await repository(name))?.imageTagMutability;
    expect(await mutability("aa/1")).toBe("MUTABLE");
    await world.ecr.createRepositoryCreationTemplate({ ...immutable, prefix: "ROOT" });
    await world.ecr.createRepositoryCreationTemplate({ ...PLAIN, prefix: "aa" });
    await world.ecr.createRepositoryCreationTemplate({ ...immutable, prefix: "aa/b" });
    await world.ecr.createRepositoryCreationTemplate({
      prefix: "c",
      imageTagMutability: "MUTABLE",
      appliedFor: ["PULL_THROUGH_CACHE"],
    });
    expect([
      await mutability("aa/2"),
      await mutability("aa/b/1"),
      await mutability("aa"),
      await mutability("aab/1"),
      await mutability("c/1"),
    ]).toEqual(["MUTABLE", "IMMUTABLE", "IMMUTABLE", "IMMUTABLE", "IMMUTABLE"]);
  });
});
