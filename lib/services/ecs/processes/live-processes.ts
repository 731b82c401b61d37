/** A process that can be killed. */
export interface Killable {
  kill(): void;
}

/** Running processes, which are also killed if this process exits without closing its simulator. */
export class LiveProcesses {
  private readonly processes = new Set<Killable>();
  private readonly killAll = (): void => {
    for (const child of this.processes) child.kill();
  };

  add(child: Killable): void {
    if (this.processes.size === 0) process.on("exit", this.killAll);
    this.processes.add(child);
  }

  delete(child: Killable): void {
    this.processes.delete(child);
    if (this.processes.size === 0) process.off("exit", this.killAll);
  }
}
