import axe from "axe-core";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { useBrowser } from "./browsing.js";
import { CHROMIUM } from "./chromium.js";
import { fillShop, type View, viewsOf } from "./shop.js";

const WIDTHS = [360, 1_280];
const SCHEMES = ["light", "dark"] as const;
/** More stops than any view has. */
const MOST_STOPS = 250;

describe.skipIf(CHROMIUM === undefined)("every view", () => {
  const browsing = useBrowser();

  /** Calls a function at each view, which is complete then. */
  async function atEachView(visit: (page: Page, view: View) => Promise<void>): Promise<void> {
    await fillShop(browsing.sim);
    // Colours that change slowly are measured in between.
    const page = await browsing.inspector("", {
      viewport: { width: 1_280, height: 800 },
      reducedMotion: "reduce",
    });
    for (const view of viewsOf(browsing.sim)) {
      await page.goto(`${browsing.sim.url}/_sim/${view.fragment}`);
      await page
        .locator("main")
        .getByText(view.shows)
        .first()
        .waitFor({ state: "attached", timeout: 10_000 });
      await visit(page, view);
    }
  }

  test("has nothing that the rules of axe find, narrow and wide, light and dark", async () => {
    const violations: object[] = [];
    await atEachView(async (page, { name }) => {
      await page.evaluate(axe.source);
      for (const width of WIDTHS)
        for (const colorScheme of SCHEMES) {
          await page.setViewportSize({ width, height: 800 });
          await page.emulateMedia({ colorScheme });
          for (const flaw of await violationsOf(page))
            violations.push({ view: name, width, colorScheme, ...flaw });
        }
    });
    expect(violations).toEqual([]);
  }, 300_000);

  test("can be used with the keyboard alone: the tabulator reaches every control, in order, and shows where it is", async () => {
    const unreached: object[] = [];
    await atEachView(async (page, { name }) => {
      const controls = await page.evaluate<readonly string[]>(MARK_CONTROLS);
      expect(controls.length).toBeGreaterThan(5);
      const reached: number[] = [];
      const unseen: string[] = [];
      for (let stop = 0; stop < MOST_STOPS && reached.length < controls.length; stop++) {
        await page.keyboard.press("Tab");
        const { place, isSeen } = await page.evaluate<{ place: number; isSeen: boolean }>(WHERE);
        if (place >= 0) reached.push(place);
        if (place >= 0 && !isSeen) unseen.push(controls[place] ?? "");
      }
      const missing = controls.filter((_, place) => !reached.includes(place));
      if (missing.length + unseen.length > 0) unreached.push({ view: name, missing, unseen });
      // It continues from the focused element, and wraps around.
      const first = reached.indexOf(0);
      const fromFirst = [...reached.slice(first), ...reached.slice(0, first)];
      expect([name, fromFirst]).toEqual([name, reached.toSorted((a, b) => a - b)]);
    });
    expect(unreached).toEqual([]);
  }, 300_000);

  test("with the keyboard: arrows select, Escape closes, and the focus is in the table again; Enter opens a state", async () => {
    await fillShop(browsing.sim);
    const page = await browsing.inspector("#state/sqs/queues");
    const table = page.getByRole("grid", { name: "sqs queues" });
    await browsing.row("receipts").waitFor();
    for (const closing of ["Escape", "Enter"]) {
      await table.focus();
      await page.keyboard.press("ArrowDown");
      await browsing.details().waitFor();
      if (closing === "Enter") await page.getByRole("button", { name: "Close details" }).focus();
      await page.keyboard.press(closing);
      await browsing.details().waitFor({ state: "detached" });
      expect(await table.evaluate("document.activeElement?.getAttribute('aria-label')")).toBe("sqs queues");
    }
    await page.goto(`${browsing.sim.url}/_sim/#machines`);
    await page.getByRole("button", { name: "Ask for approval" }).focus();
    await page.keyboard.press("Enter");
    await browsing.details().getByRole("heading", { name: "Ask for approval" }).waitFor();
  });

  test("the chart has what it shows as its name", async () => {
    await fillShop(browsing.sim);
    const page = await browsing.inspector();
    await browsing.row("ListFunctions").waitFor();
    const name = (await page.locator("canvas").getAttribute("aria-label")) ?? "";
    expect(name).toMatch(/^Chart of \d+ entries\. /);
    expect(name).toMatch(/ s3: 3, 3 failed\. /);
    expect(name).toMatch(/ lambda: \d+, 1 failed, 1 denied\. /);
  });

  test("has a name for each control", async () => {
    const nameless: object[] = [];
    await atEachView(async (page, { name }) => {
      const lines = (await page.locator("body").ariaSnapshot()).split("\n");
      const found = lines.filter((line) =>
        /^\s*- (button|link|textbox|combobox|checkbox|searchbox|grid|img)\b(?! ")/.test(line),
      );
      if (found.length > 0) nameless.push({ view: name, found });
    });
    expect(nameless).toEqual([]);
  }, 120_000);
});

/** What axe finds wrong with a page: the rule, and the first elements. */
async function violationsOf(page: Page): Promise<object[]> {
  const { violations } = await page.evaluate<axe.AxeResults>(
    `axe.run(document, { resultTypes: ["violations"] })`,
  );
  return violations.map(({ id, nodes }) => ({
    id,
    at: nodes.slice(0, 3).map(({ html, any }) => [html.slice(0, 200), any[0]?.message.slice(0, 200)]),
  }));
}

/** Runs in the page: numbers the controls that are seen, and returns them. */
const MARK_CONTROLS = `(() => {
  for (const one of document.querySelectorAll("[data-place]")) delete one.dataset.place;
  const found = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
  const seen = found.filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled);
  seen.forEach((one, place) => { one.dataset.place = String(place); });
  return seen.map((one) => one.outerHTML.slice(0, 120));
})()`;

/** Runs in the page: the number of the control that has the focus, and whether the focus is seen. */
const WHERE = `(() => {
  const { activeElement } = document;
  const { outlineStyle, outlineWidth } = getComputedStyle(activeElement);
  const isSeen = outlineStyle !== "none" && parseFloat(outlineWidth) >= 1;
  return { place: Number(activeElement.dataset?.place ?? -1), isSeen };
})()`;
