import type { ECS } from "@aws-sdk/client-ecs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { awsError, simulatedEcs } from "./ecs-world.js";

const aws = simulatedEcs();

const ARN = "arn:aws:ecs:us-east-1:123456789012:task-definition";
const STATUSES = ["ACTIVE", "INACTIVE"] as const;

/** Registers a revision per name in order, and deregisters those that are marked. */
async function register(ecs: ECS, revisions: readonly (readonly [family: string, active: boolean])[]) {
  for (const [family, active] of revisions) {
    const containerDefinitions = [{ name: "app", image: "app", memory: 4 }];
    const { taskDefinition } = await ecs.registerTaskDefinition({ family, containerDefinitions });
    if (!active) await ecs.deregisterTaskDefinition({ taskDefinition: taskDefinition?.taskDefinitionArn });
  }
}

/** What a listing must be, worked out the long way. */
function expected(
  revisions: readonly (readonly [string, boolean])[],
  status: (typeof STATUSES)[number],
): string[] {
  const last = new Map<string, number>();
  const rows = revisions.map(([family, active]) => {
    const revision = (last.get(family) ?? 0) + 1;
    last.set(family, revision);
    return { family, revision, active };
  });
  return rows
    .filter(({ active }) => active === (status === "ACTIVE"))
    .sort((a, b) => (a.family === b.family ? a.revision - b.revision : a.family < b.family ? -1 : 1))
    .map(({ family, revision }) => `${ARN}/${family}:${revision}`);
}

async function allPages<Page extends { nextToken?: string }>(
  page: (nextToken: string | undefined) => Promise<Page>,
  items: (page: Page) => string[] | undefined,
): Promise<string[]> {
  const all: string[] = [];
  let token: string | undefined;
  do {
    const answer = await page(token);
    all.push(...(items(answer) ?? []));
    token = answer.nextToken;
  } while (token !== undefined);
  return all;
}

test("pages of any size, joined, are the whole listing: by family, then by number", async () => {
  const ecs = aws.elsewhere({});
  // Names where the order of characters misleads: `-` sorts before digits and letters, `_` after capitals.
  const revision = fc.tuple(fc.constantFrom("web", "web-api", "web2", "web_x", "Web", "a"), fc.boolean());
  const revisions = fc.array(revision, { maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(
      revisions,
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom(...STATUSES),
      async (rows, maxResults, status) => {
        aws.sim.reset();
        await register(ecs, rows);
        const list = (sort: "ASC" | "DESC") =>
          allPages(
            (nextToken) => ecs.listTaskDefinitions({ status, sort, maxResults, nextToken }),
            ({ taskDefinitionArns }) => taskDefinitionArns,
          );
        expect(await list("ASC")).toEqual(expected(rows, status));
        expect(await list("DESC")).toEqual(expected(rows, status).reverse());

        const families = (wanted: "ACTIVE" | "INACTIVE" | "ALL") =>
          allPages(
            (nextToken) => ecs.listTaskDefinitionFamilies({ status: wanted, maxResults, nextToken }),
            ({ families }) => families,
          );
        const names = [...new Set(rows.map(([family]) => family))].sort();
        const isActive = (name: string) => rows.some(([family, active]) => family === name && active);
        expect(await families("ALL")).toEqual(names);
        expect(await families("ACTIVE")).toEqual(names.filter(isActive));
        expect(await families("INACTIVE")).toEqual(names.filter((name) => !isActive(name)));
      },
    ),
    { numRuns: 25 },
  );
});

test("tenth revisions come after ninth ones", async () => {
  await register(
    aws.ecs,
    Array.from({ length: 11 }, () => ["web", true] as const),
  );
  const { taskDefinitionArns } = await aws.ecs.listTaskDefinitions({ sort: "DESC", maxResults: 3 });
  expect(taskDefinitionArns).toEqual([`${ARN}/web:11`, `${ARN}/web:10`, `${ARN}/web:9`]);
});

test("familyPrefix is a whole family for revisions and a prefix for families", async () => {
  await register(aws.ecs, [
    ["web", true],
    ["web-api", true],
    ["job", true],
  ]);
  expect((await aws.ecs.listTaskDefinitions({ familyPrefix: "web" })).taskDefinitionArns).toEqual([
    `${ARN}/web:1`,
  ]);
  expect((await aws.ecs.listTaskDefinitions({ familyPrefix: "we" })).taskDefinitionArns).toEqual([]);
  expect((await aws.ecs.listTaskDefinitionFamilies({ familyPrefix: "we" })).families).toEqual([
    "web",
    "web-api",
  ]);
});

test("a family without ACTIVE revisions is INACTIVE, and listed without a status too", async () => {
  await register(aws.ecs, [
    ["old", false],
    ["new", false],
    ["new", true],
  ]);
  const families = async (status?: "ACTIVE" | "INACTIVE" | "ALL") =>
    (await aws.ecs.listTaskDefinitionFamilies({ status })).families;
  expect([await families("ACTIVE"), await families("INACTIVE"), await families()]).toEqual([
    ["new"],
    ["old"],
    ["new", "old"],
  ]);
  await aws.ecs.deleteTaskDefinitions({ taskDefinitions: ["old:1"] });
  await aws.sim.clock.advance("2s");
  expect(await families()).toEqual(["new"]);
});

test("a token is good for its own listing only", async () => {
  await register(aws.ecs, [
    ["a", true],
    ["b", true],
  ]);
  const { nextToken } = await aws.ecs.listTaskDefinitions({ maxResults: 1 });
  const wrong = awsError("InvalidParameterException", "Invalid token");
  await expect(aws.ecs.listTaskDefinitions({ nextToken, sort: "DESC" })).rejects.toMatchObject(wrong);
  await expect(aws.ecs.listTaskDefinitionFamilies({ nextToken })).rejects.toMatchObject(wrong);
});
