import { namesOf, rejectUnknownMembers, rejectUnknownOptions } from "../../../text/suggestions.js";
import { shown } from "../../../values/foreign-values.js";
import { isRecord } from "../../../values/is-record.js";

/** A local program that replaces an image. */
export interface LocalImage {
  /** The image's ENTRYPOINT, for containers without one in the definition. Default none. */
  readonly entryPoint?: readonly string[];
  /** The image's CMD, for containers without command and entry point in the definition. Default none. */
  readonly command?: readonly string[];
  /**
   * A directory of this machine, for containers without one in the definition. Default that of this process.
   */
  readonly workingDirectory?: string;
  /** The image's ENV. Variables of the definition take precedence. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Options of `runCommand`. */
export interface RunCommandOptions {
  /**
   * Local programs by the name of the image in the task definition, with or without tag and digest. A list is
   * the entry point.
   */
  readonly images?: Readonly<Record<string, LocalImage | readonly string[]>>;
  /**
   * What happens to a container whose image is not in `images`. `"run"` (default): its command runs with the
   * programs of this machine. `"fail"`: its task fails to start with CannotPullContainerError.
   */
  readonly unknownImages?: "run" | "fail";
  /**
   * Local replacements of programs, by the first word of the command: `{ "/agent": ["node", "agent.js"] }`.
   */
  readonly programs?: Readonly<Record<string, string | readonly string[]>>;
  /** Local replacements of working directories, by their path or that of a parent. */
  readonly directories?: Readonly<Record<string, string>>;
  /**
   * Variables of this machine that processes get in addition to those of their container. Default `PATH`,
   * `HOME`, `LANG`, `TMPDIR` and those that the system requires, but no credentials.
   */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /**
   * Real milliseconds for which `sim.clock.advance` waits for a process to end before time moves on. Use more
   * for jobs that a test waits for, and 0 for servers. Default 1000.
   */
  readonly patience?: number;
}

const OPTIONS = namesOf<RunCommandOptions>({
  images: true,
  unknownImages: true,
  programs: true,
  directories: true,
  env: true,
  patience: true,
});

const IMAGE_MEMBERS = namesOf<LocalImage>({
  entryPoint: true,
  command: true,
  workingDirectory: true,
  environment: true,
});

/** @throws TypeError for an option that does not exist or has a wrong value. */
export function checkRunCommandOptions(options: RunCommandOptions): void {
  if (!isRecord(options)) throw new TypeError(`runCommand does not accept the options ${shown(options)}.`);
  rejectUnknownOptions(options, OPTIONS, "runCommand");
  const { images = {}, unknownImages = "run", programs = {}, directories = {}, patience = 0 } = options;
  for (const [name, image] of Object.entries(requireObject("images", images))) checkImage(name, image);
  if (unknownImages !== "run" && unknownImages !== "fail")
    throw wrong("unknownImages", unknownImages, '"run" or "fail"');
  for (const [name, program] of Object.entries(requireObject("programs", programs)))
    if (typeof program !== "string" && !isWords(program))
      throw wrong(
        `programs["${name}"]`,
        program,
        "a program, or a program with arguments as a list of strings",
      );
  for (const [name, directory] of Object.entries(requireObject("directories", directories)))
    if (typeof directory !== "string") throw wrong(`directories["${name}"]`, directory, "a path");
  requireObject("env", options.env ?? {});
  if (typeof patience !== "number" || !(patience >= 0))
    throw wrong("patience", patience, "milliseconds of real time, such as 5000");
}

function checkImage(name: string, image: unknown): void {
  if (isWords(image)) return;
  const what = `images["${name}"]`;
  if (!isRecord(image)) throw wrong(what, image, 'an entry point such as ["node", "app.js"], or an object');
  rejectUnknownMembers(image, IMAGE_MEMBERS, what);
  const { entryPoint, command, workingDirectory } = image;
  for (const [member, words] of Object.entries({ entryPoint, command }))
    if (words !== undefined && !isWords(words)) throw wrong(`${what}.${member}`, words, "a list of strings");
  if (workingDirectory !== undefined && typeof workingDirectory !== "string")
    throw wrong(`${what}.workingDirectory`, workingDirectory, "a path");
}

function requireObject(option: string, value: unknown): object {
  if (isRecord(value)) return value;
  throw wrong(option, value, "an object");
}

function isWords(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((word) => typeof word === "string");
}

function wrong(option: string, value: unknown, expected: string): TypeError {
  return new TypeError(`Option ${option} of runCommand cannot be ${shown(value)}. Use ${expected}.`);
}
