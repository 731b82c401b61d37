import { afterEach, describe, expect, test } from "vitest";
import { demultiplex } from "../simulated/docker-client.js";
import { PATIENT, type Stage, type StageOptions, stage } from "../simulated/stage.js";

let here: Stage;

const QUICK = { provisioning: 0, pending: 0, stopping: 0, deprovisioning: 0 };

afterEach(() => here[Symbol.asyncDispose]());

/** Starts a backend, and a container that has written these lines, one a second, and ended. */
const written = async (
  lines: readonly string[],
  body: object = {},
  options: StageOptions = {},
): Promise<string> => {
  here = await stage({
    ...options,
    sim: { clock: "frozen", startTime: "2026-01-02T03:04:05Z", ...options.sim },
  });
  here.sim.ecs.onTask("sockerless-*", async (task) => {
    for (const line of lines) {
      task.stdout(line);
      await task.sleep("1s");
    }
  });
  const created = await here.docker.post("/containers/create", { Image: "alpine", Cmd: ["x"], ...body });
  const id = created.text("Id");
  await here.docker.post(`/containers/${id}/start`);
  await here.sim.clock.advance("1m");
  return id;
};

const logs = async (id: string, query = ""): Promise<string> => {
  const { status, bytes } = await here.docker.get(`/containers/${id}/logs?stdout=true&stderr=true${query}`);
  expect(status).toBe(200);
  return demultiplex(bytes).stdout;
};

test("K11, K12: the output of CloudWatch Logs, in frames of stdout", async () => {
  const id = await written(["hello from fargate", "and goodbye"]);
  const { headers, bytes } = await here.docker.get(`/containers/${id}/logs?stdout=true&stderr=true`);
  expect(headers["content-type"]).toBe("application/vnd.docker.multiplexed-stream");
  expect(bytes).toEqual(
    Buffer.concat([
      Buffer.from([1, 0, 0, 0, 0, 0, 0, 19]),
      Buffer.from("hello from fargate\n"),
      Buffer.from([1, 0, 0, 0, 0, 0, 0, 12]),
      Buffer.from("and goodbye\n"),
    ]),
  );
});

test("K13: timestamps in RFC 3339 with nine digits; details", async () => {
  const id = await written(["one", "two"], { Labels: { a: "b", c: "" } });
  const times = "2026-01-02T03:04:05.000000000Z one\n2026-01-02T03:04:06.000000000Z two\n";
  expect(await logs(id, "&timestamps=true")).toBe(times);
  expect(await logs(id, "&details=1")).toBe("a=b,c= one\na=b,c= two\n");
});

test("tail, since and until", async () => {
  const id = await written(["one", "two", "three", "four"]);
  const start = Date.parse("2026-01-02T03:04:05Z") / 1_000;
  expect(await logs(id, "&tail=2")).toBe("three\nfour\n");
  expect(await logs(id, "&tail=0")).toBe("");
  expect(await logs(id, "&tail=99")).toBe("one\ntwo\nthree\nfour\n");
  expect(await logs(id, "&tail=-1")).toBe("one\ntwo\nthree\nfour\n");
  expect(await logs(id, `&since=${start + 2}`)).toBe("three\nfour\n");
  expect(await logs(id, `&since=${start}.500000000&until=${start + 2}`)).toBe("two\nthree\n");
  expect(await logs(id, `&until=${start + 2}&tail=1`)).toBe("three\n");
  expect(await logs(id, `&since=${start}.000000001&until=${start}.001`)).toBe("one\n");
});

test("a terminal has no frames", async () => {
  const id = await written(["raw"], { Tty: true });
  const { headers, bytes } = await here.docker.get(`/containers/${id}/logs?stdout=1`);
  expect(headers["content-type"]).toBe("application/vnd.docker.raw-stream");
  expect(bytes.toString()).toBe("raw\n");
});

test("more lines than a page of CloudWatch has", async () => {
  const lines = Array.from({ length: 12_000 }, (_, index) => `line ${index}`);
  here = await stage();
  here.sim.ecs.onTask("sockerless-*", (task) => task.stdout(lines.join("\n")));
  const id = (await here.docker.post("/containers/create", { Image: "alpine", Cmd: ["x"] })).text("Id");
  await here.docker.post(`/containers/${id}/start`);
  await here.docker.post(`/containers/${id}/wait`);
  expect(await logs(id)).toBe(`${lines.join("\n")}\n`);
  expect(await logs(id, "&tail=11000")).toBe(`${lines.slice(-11_000).join("\n")}\n`);
});

test("stderr alone is empty, because CloudWatch Logs does not know it", async () => {
  const id = await written(["x"]);
  expect(await here.docker.get(`/containers/${id}/logs?stderr=1`)).toMatchObject({
    status: 200,
    bytes: Buffer.alloc(0),
  });
});

test("no stream, and lines that are no number", async () => {
  const id = await written(["x"]);
  expect(await here.docker.get(`/containers/${id}/logs`)).toMatchObject({
    status: 400,
    body: { message: "must specify at least one of 'stdout' or 'stderr'" },
  });
  expect((await here.docker.get(`/containers/${id}/logs?stdout=1&tail=x`)).status).toBe(400);
  expect((await here.docker.get(`/containers/${id}/logs?stdout=1&since=x`)).status).toBe(400);
});

test("a container that never started has no output", async () => {
  here = await stage();
  const id = (await here.docker.post("/containers/create", { Image: "alpine", Cmd: ["x"] })).text("Id");
  expect(await logs(id)).toBe("");
  expect(await logs(id, "&follow=1")).toBe("");
});

test("after a restart, the output of all tasks", async () => {
  here = await stage();
  here.sim.ecs.onTask("sockerless-*", [{ stdout: "first\nrun" }, { stdout: "second\nrun" }]);
  const id = (await here.docker.post("/containers/create", { Image: "alpine", Cmd: ["x"] })).text("Id");
  for (let run = 0; run < 2; run++) {
    await here.docker.post(`/containers/${id}/start`);
    await here.docker.post(`/containers/${id}/wait`);
  }
  expect(await logs(id)).toBe("first\nrun\nsecond\nrun\n");
  expect(await logs(id, "&tail=3")).toBe("run\nsecond\nrun\n");
});

describe("follow", () => {
  test("sends lines as they come, and ends with the container", async () => {
    here = await stage();
    let finish = () => {};
    const more = new Promise<void>((resolve) => {
      finish = resolve;
    });
    here.sim.ecs.onTask("sockerless-*", async (task) => {
      task.stdout("before");
      await more;
      task.stdout("after");
    });
    const id = (await here.docker.post("/containers/create", { Image: "alpine", Cmd: ["x"] })).text("Id");
    await here.docker.post(`/containers/${id}/start`);
    const response = await here.docker.open("GET", `/containers/${id}/logs?stdout=1&follow=1`);
    const chunks: Buffer[] = [];
    response.on("data", (chunk: Buffer) => chunks.push(chunk));
    await expect.poll(() => demultiplex(Buffer.concat(chunks)).stdout, PATIENT).toBe("before\n");
    const ended = new Promise((resolve) => response.on("end", resolve));
    finish();
    await ended;
    expect(demultiplex(Buffer.concat(chunks)).stdout).toBe("before\nafter\n");
  });

  test("with tail=0, new lines only", async () => {
    here = await stage();
    let finish = () => {};
    const more = new Promise<void>((resolve) => {
      finish = resolve;
    });
    here.sim.ecs.onTask("sockerless-*", async (task) => {
      task.stdout("old");
      await more;
      task.stdout("new");
    });
    const id = (await here.docker.post("/containers/create", { Image: "alpine", Cmd: ["x"] })).text("Id");
    await here.docker.post(`/containers/${id}/start`);
    const following = logs(id, "&follow=1&tail=0");
    await expect
      .poll(() => here.sim.requests.filter({ operation: "GetLogEvents" }).length)
      .toBeGreaterThan(1);
    finish();
    expect(await following).toBe("new\n");
  });

  test("K19: waits for lines that CloudWatch delivers after the end", async () => {
    const id = await written(
      ["late"],
      {},
      {
        sim: { delays: { ecs: { ...QUICK, logDelivery: "80s" } } },
        settings: { logDelivery: 90_000, pollInterval: 1_000 },
      },
    );
    expect(await logs(id)).toBe("");
    const following = logs(id, "&follow=1");
    await expect
      .poll(() => here.sim.requests.filter({ operation: "GetLogEvents" }).length)
      .toBeGreaterThan(1);
    await here.sim.clock.advance("2m");
    expect(await following).toBe("late\n");
  });

  test("ends when the client hangs up", async () => {
    here = await stage();
    here.sim.ecs.onTask("sockerless-*", { duration: "forever" });
    const id = (await here.docker.post("/containers/create", { Image: "alpine", Cmd: ["x"] })).text("Id");
    await here.docker.post(`/containers/${id}/start`);
    const response = await here.docker.open("GET", `/containers/${id}/logs?stdout=1&follow=1`);
    response.destroy();
    await expect
      .poll(() => here.log.filter(({ path }) => String(path).endsWith("/logs")))
      .toMatchObject([{ status: 200 }]);
  });
});
