import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Where distributions install Chromium. */
const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The path of Chromium on this machine; `undefined` if it has none. */
export const CHROMIUM: string | undefined = [process.env.CHROMIUM, ...PLACES].find(
  (path) => path !== undefined && existsSync(path),
);

/** Starts the browser. Without its sandbox, which containers and root lack: it opens pages of this machine alone. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
}
