import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Finished, run } from "./run.js";

/** The docker command with an engine, and with none of the settings of this machine's owner. */
export class DockerCommand implements Disposable {
  private readonly settings = mkdtempSync(join(tmpdir(), "docker-config-"));

  constructor(private readonly host: string) {}

  /** Runs `docker` with these words, and this as its input. */
  run(words: readonly string[], input?: string): Promise<Finished> {
    return run("docker", words, { env: this.env, input });
  }

  /** Runs `docker` in a terminal of its own. */
  runInTerminal(words: readonly string[], input?: string): Promise<Finished> {
    const command = ["docker", ...words].map((word) => `'${word}'`).join(" ");
    return run("script", ["-qec", command, "/dev/null"], { env: this.env, input });
  }

  [Symbol.dispose](): void {
    rmSync(this.settings, { recursive: true });
  }

  private get env(): Record<string, string> {
    return { DOCKER_HOST: this.host, DOCKER_CONFIG: this.settings, DOCKER_API_VERSION: "", TERM: "xterm" };
  }
}
