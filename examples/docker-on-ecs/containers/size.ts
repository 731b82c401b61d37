import { badParameter } from "../errors.js";

/** Sizes of tasks on Fargate: CPU units, and the memory that goes with them in MiB. */
const SIZES: readonly {
  readonly cpu: number;
  readonly from: number;
  readonly to: number;
  readonly step: number;
}[] = [
  { cpu: 256, from: 512, to: 512, step: 512 },
  { cpu: 256, from: 1024, to: 2048, step: 1024 },
  { cpu: 512, from: 1024, to: 4096, step: 1024 },
  { cpu: 1024, from: 2048, to: 8192, step: 1024 },
  { cpu: 2048, from: 4096, to: 16384, step: 1024 },
  { cpu: 4096, from: 8192, to: 30720, step: 1024 },
  { cpu: 8192, from: 16384, to: 61440, step: 4096 },
  { cpu: 16384, from: 32768, to: 122880, step: 8192 },
];

/**
 * The smallest task that has as much as a container asks for.
 *
 * @throws DockerError if Fargate has none.
 */
export function taskSize(nanoCpus: number, bytes: number): { readonly cpu: string; readonly memory: string } {
  const cpu = Math.ceil((nanoCpus / 1e9) * 1024);
  const memory = Math.ceil(bytes / 2 ** 20);
  for (const size of SIZES) {
    if (size.cpu < cpu || size.to < memory) continue;
    const steps = Math.max(0, Math.ceil((memory - size.from) / size.step));
    return { cpu: `${size.cpu}`, memory: `${size.from + steps * size.step}` };
  }
  throw badParameter(`Fargate has no task with ${cpu / 1024} CPUs and ${memory} MiB of memory`);
}
