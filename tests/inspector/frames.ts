/** Prints how long frames took. Nothing is asserted: it depends on the machine. */
export function report(what: string, frames: readonly number[]): void {
  const sorted = frames.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
  process.stdout.write(`${what}: median ${at(0.5)} ms, 95% ${at(0.95)} ms, 99% ${at(0.99)} ms\n`);
}

/** Runs in the page: the milliseconds of 120 frames, each of which has a wheel event and a scroll. */
export const ZOOM_AND_SCROLL = `new Promise((resolve) => {
  const canvas = document.querySelector("canvas");
  const list = document.querySelector(".viewport");
  const frames = [];
  let before = performance.now();
  const step = () => {
    const now = performance.now();
    frames.push(now - before);
    before = now;
    if (frames.length === 120) return resolve(frames);
    const deltaY = frames.length % 40 < 20 ? -100 : 100;
    canvas.dispatchEvent(new WheelEvent("wheel", { deltaY, clientX: 700, clientY: 300, cancelable: true, bubbles: true }));
    list.scrollTop += 5000;
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})`;
