import { momentText } from "../timeline/axis.js";

/** A moment of simulated time in a column: the time first, which differs from row to row. */
export function Moment({ at }: { readonly at: number }) {
  const text = momentText(at);
  const [date = "", time = ""] = text.split(" ");
  return (
    <span class="mono" title={text}>
      {time} <span class="muted wide">{date}</span>
    </span>
  );
}

/** The widths of a column of moments. */
export const MOMENT_WIDTH = { width: "190px", narrow: "92px" } as const;
