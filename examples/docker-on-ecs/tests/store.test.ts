import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startApplication } from "../application.js";
import { DockerClient } from "../simulated/docker-client.js";
import { settingsOf, stage } from "../simulated/stage.js";
import { hasSqlite, openStateFile } from "../store/sqlite.js";
import { Store } from "../store/store.js";
import { Table } from "../store/table.js";

const sqlite = await hasSqlite();
const withSqlite = (name: string) => (sqlite ? name : `${name} (this Node has no SQLite)`);

const isRow = (row: unknown): row is { readonly a: number } =>
  typeof row === "object" && row !== null && "a" in row;

describe("J06 the store", () => {
  test("keeps rows by key, in the order in which they were added", () => {
    const table = new Table("rows", undefined, isRow);
    table.put("x", { a: 1 });
    table.put("y", { a: 2 });
    table.put("x", { a: 3 });
    expect(table.values()).toEqual([{ a: 3 }, { a: 2 }]);
    expect(table.get("x")).toEqual({ a: 3 });
    expect(table.get("constructor")).toBeUndefined();
    table.delete("x");
    expect(table.size).toBe(1);
  });

  test("connects Docker's ids with those of AWS", async () => {
    await using here = await stage();
    const created = await here.docker.post("/containers/create", { Image: "alpine", Cmd: ["x"] });
    await here.docker.post(`/containers/${created.text("Id")}/start`);
    const [task] = here.sim.ecs.tasks();
    const [definition] = here.sim.ecs.taskDefinitions();
    expect(created.text("Id")).toMatch(/^[0-9a-f]{64}$/);
    expect(task?.taskDefinitionArn).toBe(definition?.taskDefinitionArn);
    expect(definition?.family).toBe(`sockerless-${created.text("Id").slice(0, 12)}`);
  });

  test("rejects rows of another version", () => {
    const persistence = {
      load: () => [["x", { b: 1 }] as const],
      put: () => {},
      delete: () => {},
      close: () => {},
    };
    expect(() => new Table("rows", persistence, isRow)).toThrow(
      "The state file has a row of another version: rows x",
    );
    expect(() => new Store(persistence)).toThrow("containers x");
  });
});

describe("J12 a state file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "docker-on-ecs-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test.skipIf(!sqlite)(withSqlite("keeps rows over restarts, in their order"), async () => {
    const path = join(folder, "state.db");
    for (const [index, before] of [[], [{ a: 1 }, { a: 9 }]].entries()) {
      const file = await openStateFile(path);
      const table = new Table("rows", file, isRow);
      expect(table.values()).toEqual(before);
      if (index === 0) {
        table.put("x", { a: 1 });
        table.put("y", { a: 2 });
        table.put("z", { a: 3 });
        table.put("y", { a: 9 });
        table.delete("z");
      }
      file.close();
    }
  });

  test.skipIf(!sqlite)(withSqlite("a container runs on while the backend restarts"), async () => {
    await using here = await stage({ settings: { stateFile: join(folder, "state.db") } });
    let finish = () => {};
    const more = new Promise<void>((resolve) => {
      finish = resolve;
    });
    here.sim.ecs.onTask("sockerless-*", async () => {
      await more;
      return 3;
    });
    const created = await here.docker.post("/containers/create?name=web", { Image: "alpine", Cmd: ["x"] });
    await here.docker.post("/containers/web/start");
    await here.application.close();

    const listen = `unix://${join(folder, "second.sock")}`;
    const again = await startApplication(settingsOf(listen, { stateFile: join(folder, "state.db") }), {
      aws: here.sim.clientConfig(),
      clock: here.sim.clock,
      log: { info: () => {}, warn: () => {}, error: () => {} },
    });
    const docker = new DockerClient(listen);
    expect(await docker.get("/containers/web/json")).toMatchObject({
      body: { Id: created.text("Id"), State: { Status: "running" } },
    });
    finish();
    expect((await docker.post("/containers/web/wait")).body).toEqual({ StatusCode: 3 });
    expect((await docker.delete("/containers/web")).status).toBe(204);
    await again.close();
  });

  test.skipIf(sqlite)("without SQLite, an error that names the remedy", async () => {
    await expect(openStateFile(join(folder, "state.db"))).rejects.toThrow(
      /^state_file needs SQLite: use Node 22\.13 or later, or install better-sqlite3 \(this is Node /,
    );
  });
});
