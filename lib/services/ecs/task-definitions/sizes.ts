import { clientException } from "../errors.js";
import type { Draft } from "./draft.js";

/** Fargate's task memory sizes in MiB for each number of CPU units. */
const FARGATE_MEMORY: ReadonlyMap<number, readonly number[]> = new Map([
  [256, [512, 1024, 2048]],
  [512, steps(1024, 4096, 1024)],
  [1024, steps(2048, 8192, 1024)],
  [2048, steps(4096, 16_384, 1024)],
  [4096, steps(8192, 30_720, 1024)],
  [8192, steps(16_384, 61_440, 4096)],
  [16_384, steps(32_768, 122_880, 8192)],
]);

/**
 * CPU units of a task: `256`, `".25 vCPU"` and `"0.25 vcpu"` are equal.
 *
 * @throws ClientException for any other value.
 */
export function cpuUnits(text: string | undefined): string | undefined {
  return text === undefined ? undefined : units("cpu", text, /^(\d*\.?\d+)\s*vcpu$/i);
}

/**
 * Memory of a task in MiB: `512`, `"0.5GB"` and `".5 GB"` are equal.
 *
 * @throws ClientException for any other value.
 */
export function memoryMiB(text: string | undefined): string | undefined {
  return text === undefined ? undefined : units("memory", text, /^(\d*\.?\d+)\s*gb$/i);
}

/**
 * Whether Fargate has this task size
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html).
 */
export function isFargateSize({ cpu, memory }: Draft): boolean {
  return FARGATE_MEMORY.get(Number(cpu))?.includes(Number(memory)) ?? false;
}

function units(setting: string, text: string, large: RegExp): string {
  const amount = large.exec(text.trim())?.[1];
  const value = amount === undefined ? text.trim() : String(Number(amount) * 1024);
  if (/^[1-9]\d*$/.test(value)) return value;
  throw clientException(
    `Invalid '${setting}' setting for task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.`,
  );
}

function steps(from: number, to: number, step: number): number[] {
  return Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
}
