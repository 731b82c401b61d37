import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { bundle } from "../../tools/bundle/bundle.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Environment = Readonly<Record<string, string>>;

/** The program, built from the sources as the package is, in a folder of its own. */
export class Program implements AsyncDisposable {
  private constructor(readonly folder: string) {}

  /** @param library also the package itself, as `./esm/index.js`, for init modules that import it. */
  static async build({ library = false } = {}): Promise<Program> {
    // Inside the repository, so that the packages it needs are found.
    const folder = await mkdtemp(join(root, "node_modules", ".aws-sim-cli-"));
    await bundle({
      input: library ? { index: join(root, "lib/index.ts") } : {},
      programs: {
        "cli/main": {
          main: join(root, "lib/cli/main.ts"),
          parts: { "cli/program": join(root, "lib/cli/program.ts") },
        },
      },
      outDir: folder,
    });
    return new Program(folder);
  }

  /** Writes a file that a test gives the program; answers with its path. */
  async file(name: string, content: string | object): Promise<string> {
    const path = join(this.folder, name);
    await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
    return path;
  }

  /** Runs it to its end. */
  async run(args: readonly string[], environment: Environment = {}): Promise<Finished> {
    return new Running(this.spawn(args, environment)).finished;
  }

  /** Starts a server on a free port and resolves when it is ready. */
  async serve(args: readonly string[] = [], environment: Environment = {}): Promise<Server> {
    const running = new Running(this.spawn(["--port", "0", ...args], environment));
    for (;;) {
      const line = await running.nextLine();
      const entry = JSON.parse(line) as { event?: string; url: string };
      if (entry.event === "ready") return new Server(running, entry.url);
    }
  }

  /** Starts it without waiting for anything. */
  start(args: readonly string[], environment: Environment = {}): Running {
    return new Running(this.spawn(args, environment));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  private spawn(args: readonly string[], environment: Environment): ChildProcess {
    const env = { PATH: process.env.PATH, HOME: this.folder, NO_PROXY: "*", ...environment };
    const main = join(this.folder, "cjs/cli/main.js");
    return spawn(process.execPath, [main, ...args], {
      env,
      cwd: this.folder,
      stdio: ["ignore", "pipe", "pipe"],
    });
  }
}

/** A program that runs. */
export class Running {
  readonly finished: Promise<Finished>;
  private readonly lines: AsyncIterator<string>;
  private stdout = "";
  private stderr = "";

  constructor(private readonly child: ChildProcess) {
    const { stdout, stderr } = child;
    if (!stdout || !stderr) throw new Error("The program has no outputs.");
    stdout.on("data", (text: Buffer) => {
      this.stdout += text.toString();
    });
    stderr.on("data", (text: Buffer) => {
      this.stderr += text.toString();
    });
    this.lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
    this.finished = once(child, "close").then(([code, signal]) => ({
      code,
      signal,
      stdout: this.stdout,
      stderr: this.stderr,
    }));
  }

  /** The next line that it writes to standard output. */
  async nextLine(): Promise<string> {
    const { done, value } = await this.lines.next();
    if (done) throw new Error(`The program ended: ${this.stderr}`);
    return value;
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}

/** A server that is ready. */
export class Server implements AsyncDisposable {
  constructor(
    readonly running: Running,
    readonly url: string,
  ) {}

  /** Stops it, and waits until it has ended. */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<Finished> {
    this.running.kill(signal);
    return this.running.finished;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop("SIGKILL");
  }
}
