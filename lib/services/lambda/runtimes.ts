/**
 * The runtimes that CreateFunction accepts: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
 */
export const SUPPORTED_RUNTIMES: readonly string[] = [
  "nodejs16.x",
  "nodejs18.x",
  "nodejs20.x",
  "nodejs22.x",
  "nodejs24.x",
  "python3.8",
  "python3.9",
  "python3.10",
  "python3.11",
  "python3.12",
  "python3.13",
  "python3.14",
  "java8.al2",
  "java11",
  "java17",
  "java21",
  "java25",
  "dotnet6",
  "dotnet8",
  "dotnet10",
  "ruby3.2",
  "ruby3.3",
  "ruby3.4",
  "ruby4.0",
  "provided.al2",
  "provided.al2023",
];

/** How a runtime reports exceptions of its handler. */
export type RuntimeFamily = "node" | "python" | "other";

export function familyOf(runtime: string | undefined): RuntimeFamily {
  if (runtime === undefined || runtime.startsWith("nodejs")) return "node";
  return runtime.startsWith("python") ? "python" : "other";
}
