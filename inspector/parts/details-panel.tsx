import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface DetailsPanelProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** What is selected in the table beside it. Escape closes it; the table has the focus then. */
export function DetailsPanel({ title, onClose, children }: DetailsPanelProps) {
  const panel = useRef<HTMLElement>(null);
  const close = () => {
    const table = panel.current?.parentElement?.querySelector<HTMLElement>('[role="grid"]');
    onClose();
    // Where there is little room, the table comes back only now.
    setTimeout(() => table?.focus());
  };
  useEffect(() => {
    const closeByKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") close();
    };
    addEventListener("keydown", closeByKey);
    return () => removeEventListener("keydown", closeByKey);
  });
  return (
    <aside class="details" aria-label="Details" ref={panel}>
      <header>
        <h2>{title}</h2>
        <button type="button" onClick={close} aria-label="Close details">
          ✕
        </button>
      </header>
      {children}
    </aside>
  );
}
