import { STATUS_CODES } from "node:http";
import { arch, platform } from "node:process";
import { API_VERSION } from "./versions.js";

/** The version that the backend reports. */
export const BACKEND_VERSION = "0.1.0";

/** On every response. */
export const COMMON_HEADERS: Readonly<Record<string, string>> = {
  Server: `Sockerless/${BACKEND_VERSION} (linux)`,
  "Api-Version": API_VERSION,
  Ostype: "linux",
  "Docker-Experimental": "false",
};

/** The architecture of the tasks, in Go's words. */
export const ARCHITECTURE = "amd64";

/** Where the backend itself runs. */
export const HOST = `${platform}/${arch}`;

/** The head of a response that is written to a socket. */
export function rawHead(status: number, headers: Readonly<Record<string, string>>, reason?: string): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${reason ?? STATUS_CODES[status] ?? ""}`, ...lines, "", ""].join("\r\n");
}
