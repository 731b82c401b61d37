import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demultiplex } from "../simulated/docker-client.js";
import { PATIENT, type Stage, stage } from "../simulated/stage.js";

let here: Stage;
let container: string;

beforeAll(async () => {
  here = await stage({ processes: true });
  const created = await here.docker.post("/containers/create?name=runner", {
    Image: "alpine",
    Cmd: ["tail", "-f", "/dev/null"],
    Env: ["COLOUR=green"],
    WorkingDir: "/usr",
  });
  container = created.text("Id");
  expect((await here.docker.post(`/containers/${container}/start`)).status).toBe(204);
});
afterAll(() => here[Symbol.asyncDispose]());

const create = async (Cmd: readonly string[], body: object = {}): Promise<string> => {
  const response = await here.docker.post(`/containers/${container}/exec`, {
    Cmd,
    AttachStdout: true,
    AttachStderr: true,
    ...body,
  });
  expect(response).toMatchObject({ status: 201, body: { Id: expect.stringMatching(/^[0-9a-f]{64}$/) } });
  return response.text("Id");
};

/** Runs a command with an upgraded connection. */
const run = async (Cmd: readonly string[], body: object = {}) => {
  const id = await create(Cmd, body);
  const { status, headers, output } = await here.docker.hijack(`/exec/${id}/start`, {
    Detach: false,
    Tty: false,
  });
  const { stdout, stderr } = demultiplex(await output);
  const { body: inspected } = await here.docker.get(`/exec/${id}/json`);
  return { status, type: headers["content-type"], stdout, stderr, inspected };
};

test("K14: the output of a command on a hijacked connection", async () => {
  expect(await run(["echo", "exec-works"])).toMatchObject({
    status: 101,
    type: "application/vnd.docker.multiplexed-stream",
    stdout: "exec-works\n",
    stderr: "",
  });
});

test("K15: exit codes 0 and 7", async () => {
  expect((await run(["true"])).inspected).toMatchObject({ Running: false, ExitCode: 0, CanRemove: true });
  expect((await run(["sh", "-c", "exit 7"])).inspected).toMatchObject({
    Running: false,
    ExitCode: 7,
    ContainerID: container,
    ProcessConfig: { tty: false, entrypoint: "sh", arguments: ["-c", "exit 7"], privileged: false },
  });
});

test("a command has the environment of the container and its own, and a directory", async () => {
  const { stdout } = await run(["sh", "-c", "echo $COLOUR $SHAPE $SOCKERLESS_AGENT_TOKEN; pwd"], {
    Env: ["SHAPE=round=ish"],
    WorkingDir: "/",
  });
  expect(stdout).toBe("green round=ish\n/\n");
  expect((await run(["pwd"])).stdout).toBe("/usr\n");
});

test("stdout and stderr are apart", async () => {
  expect(await run(["sh", "-c", "echo out; echo err >&2"])).toMatchObject({
    stdout: "out\n",
    stderr: "err\n",
  });
  expect(await run(["sh", "-c", "echo out; echo err >&2"], { AttachStderr: false })).toMatchObject({
    stderr: "",
  });
});

test("input, and its end, which leaves the output open", async () => {
  const id = await create(["cat"], { AttachStdin: true });
  const { socket, output } = await here.docker.hijack(`/exec/${id}/start`, { Detach: false, Tty: false });
  socket.write("one\n");
  socket.end("two\n");
  expect(demultiplex(await output).stdout).toBe("one\ntwo\n");
});

test("input that ends immediately, with nothing in it", async () => {
  const id = await create(["sh", "-c", "cat; echo end"], { AttachStdin: true });
  const { socket, output } = await here.docker.hijack(`/exec/${id}/start`, { Detach: false, Tty: false });
  socket.end();
  expect(demultiplex(await output).stdout).toBe("end\n");
});

test("a command without input reads its end", async () => {
  expect((await run(["cat"])).inspected).toMatchObject({ ExitCode: 0 });
});

test("a terminal has no frames, and ends lines as terminals do", async () => {
  const id = await create(["sh", "-c", "test -t 1 && echo tty; stty size"], { Tty: true });
  const { headers, output } = await here.docker.hijack(`/exec/${id}/start`, { Detach: false, Tty: true });
  expect(headers["content-type"]).toBe("application/vnd.docker.raw-stream");
  expect((await output).toString()).toContain("tty\r\n");
});

test("resize reaches the terminal", async () => {
  const id = await create(["sh", "-c", "read go; stty size"], { Tty: true, AttachStdin: true });
  const { socket, output } = await here.docker.hijack(`/exec/${id}/start`, { Detach: false, Tty: true });
  // The size is set independently of the process, which is not notified of it.
  const resized = async () => {
    await here.docker.post(`/exec/${id}/resize?h=40&w=100`);
    const probe = await run(["sh", "-c", "for t in /dev/pts/[0-9]*; do stty -F $t size; done"]);
    return probe.stdout;
  };
  await expect.poll(resized, PATIENT).toContain("40 100");
  socket.write("\n");
  expect((await output).toString()).toContain("40 100");
});

test("a command that does not exist", async () => {
  expect(await run(["no-such-command"])).toMatchObject({
    status: 101,
    stderr: 'exec: "no-such-command": executable file not found in $PATH\n',
    inspected: { ExitCode: 127 },
  });
});

test("without an upgrade, the same stream until the connection closes", async () => {
  const id = await create(["echo", "plain"]);
  const { status, headers, bytes } = await here.docker.post(`/exec/${id}/start`, {
    Detach: false,
    Tty: false,
  });
  expect({ status, type: headers["content-type"], length: headers["content-length"] }).toEqual({
    status: 200,
    type: "application/vnd.docker.raw-stream",
    length: undefined,
  });
  expect(headers["transfer-encoding"]).toBeUndefined();
  expect(demultiplex(bytes).stdout).toBe("plain\n");
});

test("detached, the response does not wait", async () => {
  const id = await create(["sh", "-c", "exit 3"]);
  expect(await here.docker.post(`/exec/${id}/start`, { Detach: true })).toMatchObject({
    status: 200,
    body: undefined,
  });
  await expect
    .poll(async () => (await here.docker.get(`/exec/${id}/json`)).body)
    .toMatchObject({
      Running: false,
      ExitCode: 3,
    });
});

test("10 MB of output arrive whole", async () => {
  const { stdout } = await run(["sh", "-c", "head -c 10000000 /dev/zero | tr '\\0' x"]);
  expect(stdout.length).toBe(10_000_000);
});

test("a client that hangs up ends its command", async () => {
  const id = await create(["sh", "-c", "echo $$; exec sleep 1000"]);
  const { socket, output } = await here.docker.hijack(`/exec/${id}/start`, { Detach: false, Tty: false });
  output.catch(() => {});
  const pid = await new Promise<number>((resolve) =>
    socket.once("data", (chunk: Buffer) => resolve(Number(demultiplex(chunk).stdout))),
  );
  expect(isAlive(pid)).toBe(true);
  socket.destroy();
  await expect.poll(() => isAlive(pid), PATIENT).toBe(false);
  await expect
    .poll(async () => (await here.docker.get(`/exec/${id}/json`)).body)
    .toMatchObject({ Running: false });
});

describe("errors", () => {
  test("an exec that does not exist, or has run", async () => {
    expect(await here.docker.get("/exec/none/json")).toMatchObject({
      status: 404,
      body: { message: "No such exec instance: none" },
    });
    const id = await create(["true"]);
    await (await here.docker.hijack(`/exec/${id}/start`, {})).output;
    const { status, output } = await here.docker.hijack(`/exec/${id}/start`, {});
    expect({ status, body: JSON.parse((await output).toString()) }).toEqual({
      status: 409,
      body: { message: `exec command ${id} has already run` },
    });
  });

  test("a command that is running already", async () => {
    const id = await create(["cat"], { AttachStdin: true });
    const { socket, output } = await here.docker.hijack(`/exec/${id}/start`, {});
    expect(await here.docker.post(`/exec/${id}/start`, {})).toMatchObject({
      status: 409,
      body: { message: `exec command ${id} is already running` },
    });
    socket.end();
    await output;
  });

  test.each([
    ["no command", { Cmd: [] }, 400, "No exec command specified"],
    [
      "a user",
      { Cmd: ["id"], User: "nobody" },
      501,
      "Running a command as another user is not implemented by the ECS backend",
    ],
    [
      "privileges",
      { Cmd: ["id"], Privileged: true },
      501,
      "Running a privileged command is not implemented by the ECS backend",
    ],
  ])("%s", async (_, body, status, message) => {
    expect(await here.docker.post(`/containers/${container}/exec`, body)).toMatchObject({
      status,
      body: { message },
    });
  });

  test("a container that does not run", async () => {
    const { Id } = {
      Id: (await here.docker.post("/containers/create", { Image: "a", Cmd: ["b"] })).text("Id"),
    };
    expect(await here.docker.post(`/containers/${Id}/exec`, { Cmd: ["true"] })).toMatchObject({
      status: 409,
      body: { message: `container ${Id} is not running` },
    });
  });

  test("an agent that does not respond", async () => {
    await using other = await stage({ settings: { agentTimeout: 300 } });
    other.sim.ecs.onTask("sockerless-*", { duration: "forever" });
    const id = (await other.docker.post("/containers/create", { Image: "a", Cmd: ["b"] })).text("Id");
    await other.docker.post(`/containers/${id}/start`);
    const exec = await other.docker.post(`/containers/${id}/exec`, { Cmd: ["true"] });
    const { status, output } = await other.docker.hijack(`/exec/${exec.text("Id")}/start`, {});
    expect(status).toBe(500);
    expect(JSON.parse((await output).toString())).toEqual({
      message: expect.stringMatching(
        /^the agent of container [0-9a-f]{12} at 127\.\d+\.\d+\.\d+:9111 did not respond within 0\.3 s \(.*ECONNREFUSED.*\): the security groups of the task must allow this port from the backend$/,
      ),
    });
  });
});

test("top lists the processes", async () => {
  expect(await here.docker.get(`/containers/${container}/top`)).toMatchObject({
    status: 200,
    body: { Titles: expect.arrayContaining(["PID", "CMD"]), Processes: expect.any(Array) },
  });
  expect(await here.docker.get(`/containers/${container}/top?ps_args=--bogus`)).toMatchObject({
    status: 500,
  });
});

test("stats are those of the metadata endpoint, or say nothing", async () => {
  expect(await here.docker.get(`/containers/${container}/stats?stream=0`)).toMatchObject({
    status: 200,
    body: { name: "/runner", id: container, cpu_stats: { cpu_usage: {} }, memory_stats: {} },
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
