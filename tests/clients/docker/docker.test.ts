/** The docker command against the application of examples/docker-on-ecs, on a simulator that runs real processes. */
import { CreateFileSystemCommand, EFSClient } from "@aws-sdk/client-efs";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Stage, stage } from "../../../examples/docker-on-ecs/simulated/stage.js";
import { DockerCommand } from "../support/docker.js";
import type { Finished } from "../support/run.js";
import { docker as command, describeWith } from "../support/tools.js";

describeWith(command, "docker", () => {
  let here: Stage;
  let docker: DockerCommand;

  beforeAll(async () => {
    here = await stage({
      processes: true,
      prepare: async (sim) => {
        const efs = new EFSClient(sim.clientConfig());
        const { FileSystemId } = await efs.send(new CreateFileSystemCommand({ CreationToken: "volumes" }));
        return { efsFilesystemId: FileSystemId, subnets: sim.ec2.defaultNetwork().subnetIds.slice(0, 1) };
      },
    });
    docker = new DockerCommand(here.host);
  });
  afterEach(async () => {
    const { stdout } = await docker.run(["ps", "-aq"]);
    const ids = stdout.split("\n").filter((id) => id !== "");
    if (ids.length > 0) await docker.run(["rm", "-f", ...ids]);
  });
  afterAll(async () => {
    docker[Symbol.dispose]();
    await here[Symbol.asyncDispose]();
  });

  /** Runs a command that succeeds. @returns its output */
  const succeed = async (...words: string[]): Promise<string> => {
    const finished = await docker.run(words);
    expect(finished).toMatchObject({ status: 0, stderr: "" });
    return finished.stdout;
  };

  const fail = async (...words: string[]): Promise<Finished> => {
    const finished = await docker.run(words);
    expect(finished.status).not.toBe(0);
    return finished;
  };

  const running = (...words: string[]) => succeed("run", "-d", ...words);

  test("version and info", async () => {
    expect(await succeed("version", "--format", "{{.Client.APIVersion}} {{.Server.Version}}")).toBe(
      "1.44 0.1.0\n",
    );
    expect(await succeed("info", "--format", "{{.OperatingSystem}}")).toBe("Amazon ECS on AWS Fargate\n");
  });

  test("run --rm prints the output, and leaves nothing (K03, K04, K08)", async () => {
    expect(await succeed("run", "--rm", "alpine", "echo", "hello from fargate")).toBe("hello from fargate\n");
    expect(await succeed("ps", "-aq")).toBe("");
    expect(here.sim.ecs.taskDefinitions().at(-1)).toMatchObject({ status: "INACTIVE" });
  });

  test("run has the exit code of the command, and stdout and stderr apart (K06)", async () => {
    expect(await docker.run(["run", "--rm", "alpine", "sh", "-c", "echo out; echo err >&2; exit 7"])).toEqual(
      {
        status: 7,
        stdout: "out\n",
        stderr: "err\n",
      },
    );
    expect(await docker.run(["run", "--rm", "alpine", "no-such-command"])).toMatchObject({
      status: 127,
      stderr: 'exec: "no-such-command": executable file not found in $PATH\n',
    });
  });

  test("run -i sends input, and its end", async () => {
    expect(await docker.run(["run", "--rm", "-i", "alpine", "sort"], "b\na\n")).toMatchObject({
      status: 0,
      stdout: "a\nb\n",
    });
  });

  test("run -e, -w and --entrypoint", async () => {
    const words = ["-e", "A=1", "-w", "/", "--entrypoint", "sh", "alpine", "-c", "echo $A $PWD"];
    expect(await succeed("run", "--rm", ...words)).toBe("1 /\n");
  });

  test("run -it has a terminal", async () => {
    const { status, stdout } = await docker.runInTerminal([
      "run",
      "--rm",
      "-it",
      "alpine",
      "sh",
      "-c",
      "test -t 0 && echo tty",
    ]);
    expect(status).toBe(0);
    expect(stdout).toContain("tty\r\n");
  });

  test("create, start, wait, inspect, logs, rm (K03 to K13)", async () => {
    const id = (
      await succeed(
        "create",
        "--name",
        "job",
        "--label",
        "test-run=ecs",
        "alpine",
        "sh",
        "-c",
        "echo hi; sleep 1; exit 3",
      )
    ).trim();
    expect(id).toMatch(/^[0-9a-f]{64}$/);
    expect(await succeed("inspect", "-f", "{{.State.Status}}", "job")).toBe("created\n");
    expect(await succeed("start", "job")).toBe("job\n");
    const [run] = here.sim.ecs.runs(`sockerless-${id.slice(0, 12)}`);
    expect(await succeed("inspect", "-f", "{{.State.Status}} {{.NetworkSettings.IPAddress}}", "job")).toBe(
      `running ${run?.privateIpv4Address}\n`,
    );
    expect(await succeed("wait", "job")).toBe("3\n");
    expect(await succeed("inspect", "-f", "{{.State.Status}} {{.State.ExitCode}}", "job")).toBe("exited 3\n");
    expect(await succeed("inspect", "-f", "{{json .Config.Cmd}} {{.Path}}", "job")).toBe(
      '["sh","-c","echo hi; sleep 1; exit 3"] sh\n',
    );
    expect(await succeed("logs", "job")).toBe("hi\n");
    expect(await succeed("logs", "-t", "job")).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z hi\n$/);
    expect(JSON.parse(await succeed("ps", "-a", "--format", "json"))).toMatchObject({
      ID: id.slice(0, 12),
      Image: "alpine",
      Names: "job",
      State: "exited",
      Status: expect.stringMatching(/^Exited \(3\) .* ago$/),
      Labels: "test-run=ecs",
    });
    expect(await succeed("ps", "-aq", "--filter", "label=test-run=ecs")).toBe(`${id.slice(0, 12)}\n`);
    expect(await succeed("ps", "-aq", "--filter", "label=test-run=other")).toBe("");
    expect(await succeed("rm", "job")).toBe("job\n");
  });

  test("start -a has the output and the exit code of another run", async () => {
    await succeed("create", "--name", "again", "alpine", "sh", "-c", "echo ran; exit 4");
    for (let attempt = 0; attempt < 2; attempt++)
      expect(await docker.run(["start", "-a", "again"])).toMatchObject({ status: 4, stdout: "ran\n" });
    expect(await succeed("logs", "again")).toBe("ran\nran\n");
  });

  test("exec, with its exit code, input and a terminal (K14, K15)", async () => {
    await running("--name", "web", "-e", "COLOUR=green", "alpine", "tail", "-f", "/dev/null");
    expect(await succeed("exec", "web", "echo", "exec-works")).toBe("exec-works\n");
    expect(await docker.run(["exec", "web", "sh", "-c", "exit 7"])).toMatchObject({ status: 7 });
    expect(
      await succeed("exec", "-e", "SIZE=1", "-w", "/", "web", "sh", "-c", "echo $COLOUR $SIZE $PWD"),
    ).toBe("green 1 /\n");
    expect(await docker.run(["exec", "-i", "web", "sort"], "b\na\n")).toMatchObject({ stdout: "a\nb\n" });
    expect(
      (await docker.runInTerminal(["exec", "-it", "web", "sh", "-c", "test -t 1 && echo tty"])).stdout,
    ).toContain("tty\r\n");
    expect(await succeed("exec", "-d", "web", "true")).toBe("");
    expect((await fail("exec", "-u", "nobody", "web", "id")).stderr).toContain(
      "Running a command as another user is not implemented by the ECS backend",
    );
  });

  test("stop, kill, restart, rename, top, port (K07)", async () => {
    await running("--name", "web", "--expose", "80", "alpine", "sleep", "1000");
    expect(await succeed("top", "web")).toContain("sleep 1000");
    expect(await succeed("rename", "web", "www")).toBe("");
    expect(await succeed("restart", "www")).toBe("www\n");
    expect(await succeed("stop", "www")).toBe("www\n");
    expect(
      await succeed("inspect", "-f", "{{.State.Status}} {{.State.ExitCode}} {{.RestartCount}}", "www"),
    ).toBe("exited 143 1\n");
    expect(await succeed("start", "www")).toBe("www\n");
    expect(await succeed("kill", "www")).toBe("www\n");
    expect(await succeed("wait", "www")).toBe("137\n");
    expect((await fail("kill", "www")).stderr).toContain("cannot kill container: www:");
  });

  test("signals that are not KILL and TERM reach the command", async () => {
    await running(
      "--name",
      "web",
      "alpine",
      "sh",
      "-c",
      "trap 'exit 5' INT; echo ready; while :; do sleep 0.05; done",
    );
    await expect
      .poll(() => docker.run(["logs", "web"]), { timeout: 20_000 })
      .toMatchObject({ stdout: "ready\n" });
    await succeed("kill", "-s", "WINCH", "web");
    await succeed("kill", "-s", "INT", "web");
    expect(await succeed("wait", "web")).toBe("5\n");
  });

  test("logs -f ends with the container; --tail; events", async () => {
    const since = `${Math.floor(here.sim.clock.now() / 1_000)}`;
    await running("--name", "job", "alpine", "sh", "-c", "for i in 1 2 3; do echo $i; sleep 0.2; done");
    expect(await succeed("logs", "-f", "job")).toBe("1\n2\n3\n");
    expect(await succeed("logs", "--tail", "1", "job")).toBe("3\n");
    const until = `${Math.ceil(here.sim.clock.now() / 1_000) + 1}`;
    const events = await succeed(
      "events",
      "--since",
      since,
      "--until",
      until,
      "--filter",
      "container=job",
      "--format",
      "{{.Action}}",
    );
    expect(events).toBe("create\nstart\ndie\n");
  });

  test("errors are Docker's", async () => {
    await running("--name", "web", "alpine", "sleep", "1000");
    expect(await fail("run", "--name", "web", "alpine", "true")).toMatchObject({
      status: 125,
      stderr: expect.stringContaining('Conflict. The container name "/web" is already in use by container'),
    });
    expect((await fail("rm", "web")).stderr).toContain(
      'cannot remove container "/web": container is running',
    );
    expect(await fail("logs", "missing")).toMatchObject({
      status: 1,
      stderr: "Error response from daemon: No such container: missing\n",
    });
    expect(await fail("inspect", "missing")).toMatchObject({
      status: 1,
      stderr: "Error: No such object: missing\n",
    });
    expect(await fail("run", "Alpine")).toMatchObject({ status: 125 });
    expect(await fail("pause", "web")).toMatchObject({
      status: 1,
      stderr: "Error response from daemon: ContainerPause is not implemented by the ECS backend\n",
    });
    expect(await docker.run(["rm", "-f", "missing"])).toMatchObject({ status: 0 });
  });

  test("an image that ECR does not have, and one that cannot be pulled (K18)", async () => {
    const { imageUri } = here.sim.ecr.pushImage("shop/web", "1.0");
    const missing = imageUri.replace(":1.0", ":2.0");
    expect(await fail("run", "--rm", missing, "true")).toMatchObject({
      status: 125,
      stderr: expect.stringContaining(`No such image: ${missing}`),
    });
    const failing = here.sim.ecs.onTask("sockerless-*", {
      failToStart: "CannotPullContainerError: not found",
    });
    expect(await fail("run", "--rm", "nothing/here", "true")).toMatchObject({
      status: 125,
      stderr: expect.stringContaining("CannotPullContainerError: not found"),
    });
    failing.remove();
    expect(await succeed("ps", "-aq")).toBe("");
  });

  test("volumes and networks (E10)", async () => {
    expect(await succeed("volume", "create", "data")).toBe("data\n");
    expect(await succeed("volume", "ls", "-q")).toBe("data\n");
    expect(here.sim.efs.accessPoints()).toMatchObject([{ RootDirectory: { Path: "/volumes/data" } }]);
    await succeed("network", "create", "backend");
    expect(await succeed("network", "ls", "--format", "{{.Name}}")).toBe("backend\nbridge\nhost\nnone\n");
    await running(
      "--name",
      "db",
      "--network",
      "backend",
      "--network-alias",
      "database",
      "-v",
      "data:/data",
      "alpine",
      "sleep",
      "1000",
    );
    const names = () =>
      here.sim.cloudMap
        .services()
        .map(({ Name }) => Name)
        .sort();
    await expect.poll(names, { timeout: 20_000 }).toEqual(["database", "db"]);
    expect(
      await succeed("network", "inspect", "-f", "{{range .Containers}}{{.Name}}{{end}}", "backend"),
    ).toBe("db\n");
    expect((await fail("volume", "rm", "data")).stderr).toContain("remove data: volume is in use");
    expect(await succeed("rm", "-f", "db")).toBe("db\n");
    expect(await succeed("network", "rm", "backend")).toBe("backend\n");
    expect(await succeed("volume", "rm", "data")).toBe("data\n");
    expect(here.sim.efs.accessPoints()).toEqual([]);
    expect(here.sim.cloudMap.namespaces()).toEqual([]);
  });

  test("stats of a running container", async () => {
    await running("--name", "web", "-m", "1g", "alpine", "sleep", "1000");
    expect(await succeed("stats", "--no-stream", "--format", "{{.Name}}", "web")).toBe("web\n");
  });

  test("images, pull, tag, rmi, system df", async () => {
    const { imageUri } = here.sim.ecr.pushImage("shop/app", "1.0");
    expect(await succeed("pull", "-q", imageUri)).toBe(`${imageUri}\n`);
    await succeed("tag", imageUri, "app:1");
    expect(await succeed("images", "-q", "app:1")).toMatch(/^[0-9a-f]{12}\n$/);
    expect(await succeed("system", "df", "--format", "{{.Type}}")).toBe(
      "Images\nContainers\nLocal Volumes\nBuild Cache\n",
    );
    expect(await succeed("rmi", "app:1")).toBe("Untagged: app:1\n");
  });
});
