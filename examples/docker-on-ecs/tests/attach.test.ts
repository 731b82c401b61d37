import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demultiplex } from "../simulated/docker-client.js";
import { PATIENT, type Stage, stage } from "../simulated/stage.js";

let here: Stage;
beforeAll(async () => {
  here = await stage({ processes: true });
});
afterAll(() => here[Symbol.asyncDispose]());

const ALL = "stream=1&stdin=1&stdout=1&stderr=1";

const create = async (Cmd: readonly string[], body: object = {}): Promise<string> => {
  const response = await here.docker.post("/containers/create", { Image: "alpine", Cmd, ...body });
  expect(response.status).toBe(201);
  return response.text("Id");
};

const start = async (id: string) =>
  expect((await here.docker.post(`/containers/${id}/start`)).status).toBe(204);

const exitCode = async (id: string) => (await here.docker.post(`/containers/${id}/wait`)).body;

describe("before the start", () => {
  test("the client receives everything from the beginning, by stream", async () => {
    const id = await create(["sh", "-c", "echo out; echo err >&2; exit 3"]);
    const { status, headers, output } = await here.docker.hijack(`/containers/${id}/attach?${ALL}`);
    expect({ status, type: headers["content-type"] }).toEqual({
      status: 101,
      type: "application/vnd.docker.multiplexed-stream",
    });
    await start(id);
    expect(demultiplex(await output)).toEqual({ stdout: "out\n", stderr: "err\n" });
    expect(await exitCode(id)).toEqual({ StatusCode: 3 });
  });

  test("output that was not requested is not sent", async () => {
    const id = await create(["sh", "-c", "echo out; echo err >&2"]);
    const { output } = await here.docker.hijack(`/containers/${id}/attach?stream=1&stdout=1`);
    await start(id);
    expect(demultiplex(await output)).toEqual({ stdout: "out\n", stderr: "" });
  });

  test("10 MB of output that come in one burst arrive whole", async () => {
    const id = await create(["sh", "-c", "head -c 10000000 /dev/zero | tr '\\0' x"]);
    const { output } = await here.docker.hijack(`/containers/${id}/attach?${ALL}`);
    await start(id);
    expect(demultiplex(await output).stdout.length).toBe(10_000_000);
  });

  test("input waits for the start, and its end is the end of the process's", async () => {
    const id = await create(["cat"], { OpenStdin: true, StdinOnce: true });
    const { socket, output } = await here.docker.hijack(`/containers/${id}/attach?${ALL}`);
    socket.end("typed early\n");
    await start(id);
    expect(demultiplex(await output).stdout).toBe("typed early\n");
    expect(await exitCode(id)).toEqual({ StatusCode: 0 });
  });

  test("input that ends before the start, with nothing in it", async () => {
    const id = await create(["sh", "-c", "cat; echo end"], { OpenStdin: true, StdinOnce: true });
    const { socket, output } = await here.docker.hijack(`/containers/${id}/attach?${ALL}`);
    socket.end();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await start(id);
    expect(demultiplex(await output).stdout).toBe("end\n");
  });

  test("a client that ends its input immediately is still there", async () => {
    const id = await create(["sh", "-c", "sleep 0.2; echo later"]);
    const { socket, output } = await here.docker.hijack(`/containers/${id}/attach?${ALL}`);
    socket.end();
    await start(id);
    expect(demultiplex(await output).stdout).toBe("later\n");
  });

  test("options in the body are no input, as dockerode sends them", async () => {
    const id = await create(["cat"], { OpenStdin: true, StdinOnce: true });
    const { socket, output } = await here.docker.hijack(`/containers/${id}/attach?${ALL}`, { stream: true });
    socket.end("input\n");
    await start(id);
    expect(demultiplex(await output).stdout).toBe("input\n");
  });

  test("a start that fails ends the stream", async () => {
    const id = await create(["true"]);
    const { output } = await here.docker.hijack(`/containers/${id}/attach?${ALL}`);
    here.sim.faults.add({
      service: "ecs",
      operation: "RunTask",
      error: "InvalidParameterException",
      times: 1,
    });
    expect((await here.docker.post(`/containers/${id}/start`)).status).toBe(500);
    expect(demultiplex(await output)).toEqual({ stdout: "", stderr: "" });
  });

  test("so does a removal", async () => {
    const id = await create(["true"]);
    const { output } = await here.docker.hijack(`/containers/${id}/attach?${ALL}`);
    await here.docker.delete(`/containers/${id}`);
    expect(demultiplex(await output)).toEqual({ stdout: "", stderr: "" });
  });
});

test("a running container: what it wrote last, then what it writes", async () => {
  const id = await create(["sh", "-c", "echo before; read line; echo got $line"], { OpenStdin: true });
  await start(id);
  const { socket, output } = await here.docker.hijack(`/containers/${id}/attach?${ALL}`);
  await new Promise((resolve) => socket.once("readable", resolve));
  socket.write("it\n");
  expect(demultiplex(await output).stdout).toBe("before\ngot it\n");
});

test("a terminal", async () => {
  const id = await create(["sh", "-c", "test -t 0 && test -t 1 && echo tty; read line; echo got $line"], {
    Tty: true,
    OpenStdin: true,
  });
  const { headers, socket, output } = await here.docker.hijack(`/containers/${id}/attach?${ALL}`);
  expect(headers["content-type"]).toBe("application/vnd.docker.raw-stream");
  await start(id);
  expect((await here.docker.post(`/containers/${id}/resize?h=40&w=100`)).status).toBe(200);
  socket.write("it\n");
  const text = (await output).toString();
  expect(text).toContain("tty\r\n");
  expect(text).toContain("got it\r\n");
});

test("signals reach the command through the agent, which goes on", async () => {
  const id = await create([
    "sh",
    "-c",
    "trap 'echo usr1' USR1; trap 'echo int; exit 4' INT; echo ready; while :; do sleep 0.05; done",
  ]);
  const { output } = await here.docker.hijack(`/containers/${id}/attach?${ALL}`);
  await start(id);
  await expect
    .poll(() => here.sim.ecs.runs(`sockerless-${id.slice(0, 12)}`)[0]?.stdout, PATIENT)
    .toContain("ready");
  for (const signal of ["SIGUSR1", "WINCH"])
    expect((await here.docker.post(`/containers/${id}/kill?signal=${signal}`)).status).toBe(204);
  await expect
    .poll(() => here.sim.ecs.runs(`sockerless-${id.slice(0, 12)}`)[0]?.stdout, PATIENT)
    .toContain("usr1");
  expect((await here.docker.post(`/containers/${id}/kill?signal=2`)).status).toBe(204);
  expect(demultiplex(await output).stdout).toBe("ready\nusr1\nint\n");
  expect(await exitCode(id)).toEqual({ StatusCode: 4 });
});

test("kill ends the command immediately, whatever it ignores", async () => {
  const id = await create(["sh", "-c", "trap '' TERM; echo ready; while :; do sleep 0.05; done"]);
  const { output } = await here.docker.hijack(`/containers/${id}/attach?${ALL}`);
  await start(id);
  expect((await here.docker.post(`/containers/${id}/kill`)).status).toBe(204);
  await output;
  expect(await exitCode(id)).toEqual({ StatusCode: 137 });
});

describe("clients that hang up", () => {
  test("while attached: the container runs on, and nothing is left", async () => {
    const id = await create(["sh", "-c", "echo ready; while :; do sleep 0.05; done"]);
    const { socket, output } = await here.docker.hijack(`/containers/${id}/attach?${ALL}`);
    output.catch(() => {});
    await start(id);
    await expect
      .poll(() => here.sim.ecs.runs(`sockerless-${id.slice(0, 12)}`)[0]?.stdout, PATIENT)
      .toContain("ready");
    socket.destroy();
    const finished = () => here.log.filter(({ path }) => path === `/containers/${id}/attach`);
    await expect.poll(finished, PATIENT).toMatchObject([{ status: 101 }]);
    expect(await here.docker.get(`/containers/${id}/json`)).toMatchObject({
      body: { State: { Status: "running" } },
    });
    expect((await here.docker.delete(`/containers/${id}?force=1`)).status).toBe(204);
  });

  test("before the start", async () => {
    const id = await create(["echo", "hi"]);
    const { socket, output } = await here.docker.hijack(`/containers/${id}/attach?${ALL}`);
    output.catch(() => {});
    socket.destroy();
    const finished = () => here.log.filter(({ path }) => path === `/containers/${id}/attach`);
    await expect.poll(finished, PATIENT).toMatchObject([{ status: 101 }]);
    await start(id);
    expect(await exitCode(id)).toEqual({ StatusCode: 0 });
  });
});

test("10 MB of output without a reader do not hold up the container", async () => {
  const id = await create(["sh", "-c", "head -c 10000000 /dev/zero | tr '\\0' x"]);
  const { socket, output } = await here.docker.hijack(`/containers/${id}/attach?${ALL}`);
  output.catch(() => {});
  socket.pause();
  socket.removeAllListeners("readable");
  await start(id);
  expect(await exitCode(id)).toEqual({ StatusCode: 0 });
  socket.destroy();
  expect((await here.docker.delete(`/containers/${id}`)).status).toBe(204);
}, 60_000);

describe("without an agent that responds", () => {
  test("the output comes from CloudWatch Logs, also with --rm", async () => {
    await using other = await stage({ settings: { agentTimeout: 100 } });
    other.sim.ecs.onTask("sockerless-*", async (task) => {
      task.stdout("from the log");
      await task.sleep("300ms");
      task.stdout("the end");
    });
    const created = await other.docker.post("/containers/create", {
      Image: "alpine",
      Cmd: ["x"],
      HostConfig: { AutoRemove: true },
    });
    const id = created.text("Id");
    const { output } = await other.docker.hijack(`/containers/${id}/attach?${ALL}`);
    await other.docker.post(`/containers/${id}/start`);
    expect(demultiplex(await output).stdout).toBe("from the log\nthe end\n");
    expect(other.log.filter(({ level }) => level === "warn")).toMatchObject([
      {
        message: "attached to the log instead of the agent",
        error: expect.stringContaining("did not respond"),
      },
    ]);
  });
});

test("an agent that never responds is not waited for when the container has ended", async () => {
  await using other = await stage({ settings: { agentTimeout: 3_600_000 } });
  other.sim.ecs.onTask("sockerless-*", async (task) => {
    task.stdout("brief");
    await task.sleep("300ms");
  });
  const id = (await other.docker.post("/containers/create", { Image: "alpine", Cmd: ["x"] })).text("Id");
  const { output } = await other.docker.hijack(`/containers/${id}/attach?${ALL}`);
  await other.docker.post(`/containers/${id}/start`);
  expect(demultiplex(await output).stdout).toBe("brief\n");
});

test("errors come before the upgrade", async () => {
  const { status, output } = await here.docker.hijack(`/containers/none/attach?${ALL}`);
  expect(status).toBe(404);
  expect(JSON.parse((await output).toString())).toEqual({ message: "No such container: none" });
});
