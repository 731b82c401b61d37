import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { type AwsSim, type AwsSimOptions, createAwsSim } from "../../lib/index.js";
import { startBrowser } from "./chromium.js";

/** A browser and a simulator for the tests of a file, reset before each. */
export interface Browsing {
  readonly sim: AwsSim;
  /** The page that was opened last. */
  readonly page: Page;
  /** Opens a page, whose errors fail the test: those of the content security policy, too. */
  open(url: string, options?: BrowserContextOptions): Promise<Page>;
  /** Opens the inspector. @param fragment `#state/sqs`. */
  inspector(fragment?: string, options?: BrowserContextOptions): Promise<Page>;
  row(text: string): Locator;
  details(): Locator;
}

/** Registers the hooks that start and stop the browser and the simulator. */
export function useBrowser(options: AwsSimOptions = {}): Browsing {
  let browser: Browser;
  let sim: AwsSim;
  let page: Page;
  const problems: string[] = [];
  beforeAll(async () => {
    browser = await startBrowser();
    const startTime = "2030-01-01T00:00:00Z";
    sim = await createAwsSim({ clock: "frozen", startTime, delays: 0, inspect: "always", ...options });
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await sim.close();
  });
  beforeEach(() => {
    sim.reset();
    problems.length = 0;
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    expect(problems).toEqual([]);
  });
  return {
    get sim() {
      return sim;
    },
    get page() {
      return page;
    },
    async open(url, options = {}) {
      page = await (await browser.newContext(options)).newPage();
      page.on("pageerror", ({ message }) => problems.push(message));
      page.on("console", (line) => line.type() === "error" && problems.push(line.text()));
      page.on("request", (sent) => {
        const own = [url.split("#")[0] ?? "", sim.url, "blob:"];
        if (!own.some((begin) => sent.url().startsWith(begin))) problems.push(`Request to ${sent.url()}`);
      });
      await page.goto(url);
      return page;
    },
    inspector(fragment = "", options = {}) {
      return this.open(`${sim.url}/_sim/${fragment}`, options);
    },
    row: (text) => page.getByRole("row").filter({ hasText: text }),
    details: () => page.getByRole("complementary", { name: "Details" }),
  };
}
