import { type Child, type ChildExit, startChild } from "./child.js";
import { Ring } from "./ring.js";

/** Hears what the main process writes, and how it ends. */
export interface Listener {
  output(stream: "stdout" | "stderr", chunk: Buffer): void;
  exit(code: number): void;
}

/** What the main process is given. */
export interface MainProcessOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly tty: boolean;
  readonly stdin: boolean;
}

/** Bytes of each stream that a late listener still receives. */
const KEPT = 1024 * 1024;

/**
 * The command of the container. Its output goes to the output of the agent,
 * and so to the log driver, and to every listener.
 */
export class MainProcess {
  private readonly kept = { stdout: new Ring(KEPT), stderr: new Ring(KEPT) };
  private readonly listeners = new Set<Listener>();
  private child: Child | undefined;
  /** Input and signals that came before the start. */
  private readonly early: ((child: Child) => void)[] = [];
  private ended: ChildExit | undefined;

  constructor(
    private readonly command: readonly string[],
    private readonly options: MainProcessOptions,
  ) {}

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** `undefined` while the process runs. */
  get exitCode(): number | undefined {
    return this.ended?.code;
  }

  /** Runs the command; resolves with its exit code. */
  run(): Promise<number> {
    return new Promise((resolve) => {
      const child = startChild(this.command, {
        ...this.options,
        onOutput: (stream, chunk) => this.pass(stream, chunk),
        onExit: (exit) => {
          if (exit.failure !== undefined) this.pass("stderr", Buffer.from(`${exit.failure}\n`));
          this.ended = exit;
          for (const listener of this.listeners) listener.exit(exit.code);
          resolve(exit.code);
        },
      });
      this.child = child;
      for (const act of this.early.splice(0)) act(child);
    });
  }

  /** Adds a listener, which first receives the kept output; the function removes it. */
  listen(listener: Listener): () => void {
    for (const stream of ["stdout", "stderr"] as const) {
      const kept = this.kept[stream].read();
      if (kept.length > 0) listener.output(stream, kept);
    }
    if (this.ended) listener.exit(this.ended.code);
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  write(data: Buffer): void {
    this.act((child) => child.write(data));
  }

  closeInput(): void {
    this.act((child) => child.closeInput());
  }

  signal(signal: NodeJS.Signals): void {
    this.act((child) => child.signal(signal));
  }

  resize(width: number, height: number): void {
    this.act((child) => child.resize(width, height));
  }

  private act(act: (child: Child) => void): void {
    if (this.child) act(this.child);
    else this.early.push(act);
  }

  private pass(stream: "stdout" | "stderr", chunk: Buffer): void {
    process[stream].write(chunk);
    this.kept[stream].write(chunk);
    for (const listener of this.listeners) listener.output(stream, chunk);
  }
}
