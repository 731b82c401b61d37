import { describe, expect, test } from "vitest";
import { body } from "../../support/body.js";
import { failure } from "../../support/failure.js";
import { machineArn, momentAt, passing, START, stepFunctionsWorld } from "./step-functions-world.js";

const world = stepFunctionsWorld();
const M = machineArn("m");
const rejected = (code: string, message: string) => ({ code, status: 400, message });
const route = (version: number, weight: number) => ({ stateMachineVersionArn: `${M}:${version}`, weight });

/** A state machine with versions 1 to n. */
async function versions(n: number): Promise<void> {
  await world.machine("m", { publish: true });
  for (let i = 2; i <= n; i++)
    await world.sfn.updateStateMachine({ stateMachineArn: M, definition: passing(`${i}`), publish: true });
}

describe("versions", () => {
  test("are numbered, keep what was published, and are listed newest first", async () => {
    await world.machine("m");
    expect(
      await body(world.sfn.publishStateMachineVersion({ stateMachineArn: M, description: "first" })),
    ).toEqual({ creationDate: START, stateMachineVersionArn: `${M}:1` });
    await world.sim.clock.advance("1s");
    const { revisionId } = await world.sfn.updateStateMachine({
      stateMachineArn: M,
      definition: passing("2"),
    });
    await world.sfn.publishStateMachineVersion({ stateMachineArn: M, revisionId });
    expect(await body(world.sfn.listStateMachineVersions({ stateMachineArn: M }))).toEqual({
      stateMachineVersions: [
        { stateMachineVersionArn: `${M}:2`, creationDate: momentAt(1000) },
        { stateMachineVersionArn: `${M}:1`, creationDate: START },
      ],
    });
    const first = await body(world.sfn.describeStateMachine({ stateMachineArn: `${M}:1` }));
    expect(first).toMatchObject({ stateMachineArn: `${M}:1`, definition: passing(), description: "first" });
    expect(first.revisionId).toMatch(/^[0-9a-f-]{36}$/);
    const second = await body(world.sfn.describeStateMachine({ stateMachineArn: `${M}:2` }));
    expect(second).toMatchObject({ definition: passing("2"), revisionId, creationDate: momentAt(1000) });
    expect(Object.keys(second)).not.toContain("description");
  });

  test("of a revision that is published are not published again; numbers are not used again", async () => {
    await versions(2);
    const again = await world.sfn.publishStateMachineVersion({ stateMachineArn: M, description: "again" });
    expect(again.stateMachineVersionArn).toBe(`${M}:2`);
    await world.sfn.deleteStateMachineVersion({ stateMachineVersionArn: `${M}:2` });
    const next = await world.sfn.publishStateMachineVersion({ stateMachineArn: M });
    expect(next.stateMachineVersionArn).toBe(`${M}:3`);
  });

  test("of another revision than the current one are rejected", async () => {
    await world.machine("m");
    const publish = (revisionId: string) =>
      failure(world.sfn.publishStateMachineVersion({ stateMachineArn: M, revisionId }));
    const message = (current?: string) =>
      `Failed to publish the State Machine version for revision old. The current State Machine revision is ${current}.`;
    expect(await publish("old")).toEqual(rejected("ConflictException", message("INITIAL")));
    const { revisionId } = await world.sfn.updateStateMachine({
      stateMachineArn: M,
      definition: passing("2"),
    });
    expect(await publish("old")).toEqual(rejected("ConflictException", message(revisionId)));
  });

  test("can be created with the state machine, by equal requests", async () => {
    const create = () => world.machine("m", { publish: true, versionDescription: "v" });
    await create();
    await create();
    expect(
      (await world.sfn.listStateMachineVersions({ stateMachineArn: M })).stateMachineVersions,
    ).toHaveLength(1);
    expect((await failure(world.machine("m", { publish: true }))).code).toBe("StateMachineAlreadyExists");
  });

  test("are deleted any number of times, unless an alias refers to them", async () => {
    await versions(2);
    const routingConfiguration = [route(1, 40), route(2, 60)];
    for (const name of ["live", "beta"])
      await world.sfn.createStateMachineAlias({ name, routingConfiguration });
    const remove = (version: number) =>
      world.sfn.deleteStateMachineVersion({ stateMachineVersionArn: `${M}:${version}` });
    expect(await failure(remove(1))).toEqual(
      rejected(
        "ConflictException",
        "Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [beta, live]",
      ),
    );
    for (const name of ["live", "beta"])
      await world.sfn.deleteStateMachineAlias({ stateMachineAliasArn: `${M}:${name}` });
    await remove(1);
    expect(await body(remove(1))).toEqual({});
    expect((await failure(world.sfn.describeStateMachine({ stateMachineArn: `${M}:1` }))).code).toBe(
      "StateMachineDoesNotExist",
    );
    expect((await failure(world.sfn.deleteStateMachineVersion({ stateMachineVersionArn: M }))).code).toBe(
      "ValidationException",
    );
  });

  test("are listed by pages, and not for what does not exist", async () => {
    await versions(3);
    const pages: string[][] = [];
    let nextToken: string | undefined;
    do {
      const page = await world.sfn.listStateMachineVersions({ stateMachineArn: M, maxResults: 2, nextToken });
      pages.push((page.stateMachineVersions ?? []).map((item) => item.stateMachineVersionArn ?? ""));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(pages).toEqual([[`${M}:3`, `${M}:2`], [`${M}:1`]]);
    expect(
      (await failure(world.sfn.listStateMachineVersions({ stateMachineArn: machineArn("none") }))).code,
    ).toBe("StateMachineDoesNotExist");
    expect(
      (await failure(world.sfn.publishStateMachineVersion({ stateMachineArn: machineArn("none") }))).code,
    ).toBe("StateMachineDoesNotExist");
  });
});

describe("aliases", () => {
  const alias = { stateMachineAliasArn: `${M}:live` };

  test("are created, described, updated, listed and deleted", async () => {
    await versions(2);
    const created = await body(
      world.sfn.createStateMachineAlias({
        name: "live",
        description: "what customers get",
        routingConfiguration: [route(1, 100)],
      }),
    );
    expect(created).toEqual({ ...alias, creationDate: START });
    await world.sim.clock.advance("1s");
    const routingConfiguration = [route(1, 90), route(2, 10)];
    expect(await body(world.sfn.updateStateMachineAlias({ ...alias, routingConfiguration }))).toEqual({
      updateDate: momentAt(1000),
    });
    await world.sfn.updateStateMachineAlias({ ...alias, description: "new" });
    expect(await body(world.sfn.describeStateMachineAlias(alias))).toEqual({
      ...alias,
      name: "live",
      description: "new",
      routingConfiguration,
      creationDate: START,
      updateDate: momentAt(1000),
    });
    const items = [{ ...alias, creationDate: START }];
    expect(await body(world.sfn.listStateMachineAliases({ stateMachineArn: M }))).toEqual({
      stateMachineAliases: items,
    });
    await world.sfn.updateStateMachineAlias({ ...alias, routingConfiguration: [route(2, 100)] });
    const of = async (arn: string) =>
      (await world.sfn.listStateMachineAliases({ stateMachineArn: arn })).stateMachineAliases;
    expect(await of(`${M}:1`)).toEqual([]);
    expect(await of(`${M}:2`)).toEqual(items);
    expect(await body(world.sfn.deleteStateMachineAlias(alias))).toEqual({});
    expect(await body(world.sfn.deleteStateMachineAlias(alias))).toEqual({});
    expect(await of(M)).toEqual([]);
  });

  test("that are equal are created once; others of the name are rejected", async () => {
    await versions(2);
    const input = { name: "live", routingConfiguration: [route(1, 100)] };
    const first = await body(world.sfn.createStateMachineAlias(input));
    await world.sim.clock.advance("1s");
    expect(await body(world.sfn.createStateMachineAlias(input))).toEqual(first);
    const other = { name: "live", routingConfiguration: [route(2, 100)] };
    expect(await failure(world.sfn.createStateMachineAlias(other))).toEqual(
      rejected(
        "ConflictException",
        "Failed to create alias because an alias with the same name and a different routing configuration already exists.",
      ),
    );
  });

  test.each([
    [[route(1, 70), route(2, 29)], "Sum of routing configuration weights must equal 100. Received: [70, 29]"],
    [
      [route(1, 50), route(1, 50)],
      `Routing configuration must contain distinct state machine version ARNs. Received: [${M}:1, ${M}:1]`,
    ],
    [
      [{ stateMachineVersionArn: M, weight: 100 }],
      `Routing configuration must contain state machine version ARNs. Received: [${M}]`,
    ],
    [
      [{ stateMachineVersionArn: `${M}:live`, weight: 100 }],
      `Routing configuration must contain state machine version ARNs. Received: [${M}:live]`,
    ],
    [
      [route(1, 101)],
      "1 validation error detected: Value '101' at 'routingConfiguration.1.member.weight' failed to satisfy constraint: Member must have value less than or equal to 100",
    ],
    [
      [],
      "1 validation error detected: Value '[]' at 'routingConfiguration' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
  ])("%j is rejected", async (routingConfiguration, message) => {
    await versions(2);
    const invalid = rejected("ValidationException", message);
    expect(await failure(world.sfn.createStateMachineAlias({ name: "live", routingConfiguration }))).toEqual(
      invalid,
    );
    await world.sfn.createStateMachineAlias({ name: "live", routingConfiguration: [route(1, 100)] });
    expect(await failure(world.sfn.updateStateMachineAlias({ ...alias, routingConfiguration }))).toEqual(
      invalid,
    );
  });

  test("of versions of two state machines, or of none, are rejected", async () => {
    await versions(1);
    await world.machine("n", { publish: true });
    const create = (...arns: string[]) =>
      failure(
        world.sfn.createStateMachineAlias({
          name: "live",
          routingConfiguration: arns.map((stateMachineVersionArn) => ({
            stateMachineVersionArn,
            weight: 100 / arns.length,
          })),
        }),
      );
    expect((await create(`${M}:1`, `${machineArn("n")}:1`)).code).toBe("ValidationException");
    const missing = rejected("ResourceNotFound", "Request references a resource that does not exist.");
    expect(await create(`${M}:9`)).toEqual(missing);
    expect(await create(`${machineArn("m", "eu-west-1")}:1`)).toEqual(missing);
    expect(await failure(world.sfn.updateStateMachineAlias({ ...alias, description: "x" }))).toEqual(missing);
    expect(await failure(world.sfn.describeStateMachineAlias(alias))).toEqual(missing);
  });

  test.each(["1", "a b", "ä"])("the name %j is rejected", async (name) => {
    await versions(1);
    const { code, message } = await failure(
      world.sfn.createStateMachineAlias({ name, routingConfiguration: [route(1, 100)] }),
    );
    expect([code, message]).toEqual([
      "ValidationException",
      `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(?=.*[a-zA-Z_\\-\\.])[a-zA-Z0-9_\\-\\.]+$`,
    ]);
  });

  test("are not updated without a change", async () => {
    await versions(1);
    await world.sfn.createStateMachineAlias({ name: "live", routingConfiguration: [route(1, 100)] });
    expect((await failure(world.sfn.updateStateMachineAlias(alias))).code).toBe("ValidationException");
  });

  test("of a state machine are at most 100", async () => {
    await versions(1);
    const create = (name: string) =>
      world.sfn.createStateMachineAlias({ name, routingConfiguration: [route(1, 100)] });
    for (let i = 0; i < 100; i++) await create(`a${i}`);
    expect((await failure(create("b"))).code).toBe("ServiceQuotaExceededException");
    const first = await world.sfn.listStateMachineAliases({ stateMachineArn: M, maxResults: 60 });
    const second = await world.sfn.listStateMachineAliases({
      stateMachineArn: M,
      nextToken: first.nextToken,
    });
    const names = [...(first.stateMachineAliases ?? []), ...(second.stateMachineAliases ?? [])];
    expect(new Set(names.map(({ stateMachineAliasArn }) => stateMachineAliasArn)).size).toBe(100);
  });
});
