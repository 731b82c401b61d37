import { ticksIn } from "./axis.js";
import { type Axis, barsIn, type Columns, SEVERITY, type View } from "./layout.js";

/** A cause and its effect, by their indexes in the entries. */
export interface Link {
  readonly from: number;
  readonly to: number;
  readonly selected: boolean;
}

/** The content of the drawing. */
export interface Picture {
  readonly columns: Columns;
  readonly view: View;
  readonly axis: Axis;
  readonly links: readonly Link[];
  readonly hovered: number | undefined;
  readonly selected: number | undefined;
}

/** Pixels before the lanes, for their names. */
export const LEFT = 104;
const AXIS = 50;
const LANE = 24;
const BAR = 14;

export function heightOf({ lanes }: Columns): number {
  return AXIS + Math.max(1, lanes.length) * LANE + 6;
}

/** The lane at a vertical pixel position. */
export function placeOfY(y: number, { lanes }: Columns): number | undefined {
  const lane = Math.floor((y - AXIS) / LANE);
  return lane >= 0 && lane < lanes.length ? lane : undefined;
}

/** Draws the timeline on a canvas of a width in pixels. */
export function draw(canvas: HTMLCanvasElement, width: number, picture: Picture): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const height = heightOf(picture.columns);
  const ratio = devicePixelRatio;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  context.scale(ratio, ratio);
  const colour = coloursOf(canvas);
  const plot = Math.max(1, width - LEFT);
  drawAxis(context, picture, plot, height, colour);
  drawLanes(context, picture.columns, width, colour);
  const { values } = barsIn(picture.columns, picture.view, plot);
  // More severe outcomes are drawn on top.
  for (let severity = 0; severity < SEVERITY.length; severity++) {
    context.fillStyle = colour(SEVERITY[severity] ?? "");
    for (let i = 0; i < values.length; i += 4)
      if (values[i + 1] === severity)
        context.fillRect(LEFT + (values[i + 2] ?? 0), topOf(values[i] ?? 0), values[i + 3] ?? 0, BAR);
  }
  drawLinks(context, picture, plot, colour);
  for (const place of [picture.hovered, picture.selected])
    if (place !== undefined) outline(context, picture, plot, place, colour);
}

type Colour = (name: string) => string;

/** Colours by the names of custom properties, as resolved by the theme. */
function coloursOf(canvas: HTMLCanvasElement): Colour {
  const known = new Map<string, string>();
  const probe = canvas.ownerDocument.createElement("span");
  canvas.after(probe);
  const colours = ["text", "muted", "line", "accent", ...SEVERITY].map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color] as const;
  });
  probe.remove();
  for (const [name, value] of colours) known.set(name, value);
  return (name) => known.get(name) ?? "gray";
}

function drawAxis(
  context: CanvasRenderingContext2D,
  { view, axis }: Picture,
  plot: number,
  height: number,
  colour: Colour,
): void {
  context.font = "11px system-ui, sans-serif";
  context.textBaseline = "top";
  for (const { at, label } of ticksIn(view, axis, plot / 110)) {
    const x = LEFT + ((at - view.from) / (view.to - view.from)) * plot;
    context.fillStyle = colour("line");
    context.fillRect(Math.round(x), AXIS - 6, 1, height);
    context.fillStyle = colour("muted");
    context.fillText(label, x + 3, AXIS - 16);
  }
}

function drawLanes(
  context: CanvasRenderingContext2D,
  { lanes }: Columns,
  width: number,
  colour: Colour,
): void {
  context.textBaseline = "middle";
  context.font = "12px system-ui, sans-serif";
  for (const [lane, name] of lanes.entries()) {
    context.fillStyle = colour("text");
    context.fillText(name, 12, topOf(lane) + BAR / 2, LEFT - 18);
    context.fillStyle = colour("line");
    context.fillRect(0, AXIS + lane * LANE, width, 0.5);
  }
}

function drawLinks(context: CanvasRenderingContext2D, picture: Picture, plot: number, colour: Colour): void {
  const { columns, links } = picture;
  context.lineWidth = 1;
  for (const { from, to, selected } of links) {
    const begin = xOf(picture, plot, from);
    const end = xOf(picture, plot, to);
    if (Math.max(begin, end) < LEFT || Math.min(begin, end) > LEFT + plot) continue;
    const [top, bottom] = [from, to].map((place) => topOf(columns.lane[place] ?? 0) + BAR / 2);
    if (top === undefined || bottom === undefined) continue;
    context.strokeStyle = colour(selected ? "accent" : "muted");
    context.globalAlpha = selected ? 1 : 0.45;
    context.lineWidth = selected ? 2 : 1;
    context.beginPath();
    context.moveTo(begin, top);
    // Within one lane the curve is lifted to be visible.
    const lift = top === bottom ? -10 : 0;
    context.bezierCurveTo(begin + 12, top + lift, end - 12, bottom + lift, end, bottom);
    context.stroke();
  }
  context.globalAlpha = 1;
}

function outline(
  context: CanvasRenderingContext2D,
  picture: Picture,
  plot: number,
  place: number,
  colour: Colour,
): void {
  const { columns, view } = picture;
  const scale = plot / (view.to - view.from);
  const width = Math.max(4, ((columns.end[place] ?? 0) - (columns.start[place] ?? 0)) * scale);
  context.strokeStyle = colour(place === picture.selected ? "accent" : "text");
  context.lineWidth = 2;
  context.strokeRect(xOf(picture, plot, place) - 1, topOf(columns.lane[place] ?? 0) - 2, width + 2, BAR + 4);
}

function xOf({ columns, view }: Picture, plot: number, place: number): number {
  return LEFT + (((columns.start[place] ?? 0) - view.from) / (view.to - view.from)) * plot;
}

function topOf(lane: number): number {
  return AXIS + lane * LANE + (LANE - BAR) / 2;
}
