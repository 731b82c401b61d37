import { useEffect, useRef } from "preact/hooks";

interface NavProps {
  readonly label: string;
  readonly class: "tabs" | "nav";
  readonly items: readonly NavItem[];
  readonly current: string | undefined;
  readonly onChoose: (name: string) => void;
}

/** What can be chosen: its name, what is shown of it, and a number. */
export interface NavItem {
  readonly name: string;
  readonly label?: string;
  readonly count?: string;
}

/** Views or resources of which one is shown. The current one is in sight, however many there are. */
export function Nav({ label, class: className, items, current, onChoose }: NavProps) {
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    nav.current
      ?.querySelector('[aria-current="true"]')
      ?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [current, items.length]);
  return (
    <nav class={className} aria-label={label} ref={nav}>
      {items.map(({ name, label: text = name, count }) => (
        <button key={name} type="button" aria-current={name === current} onClick={() => onChoose(name)}>
          {text} {count !== undefined && <span class="muted count">{count}</span>}
        </button>
      ))}
    </nav>
  );
}
