// A button that opens a list of actions, closed by Escape, a click elsewhere or a choice.
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Icon, type IconName } from './icons.tsx';

export interface MenuAction {
  label: string;
  icon: IconName;
  isDangerous?: boolean;
  run: () => void;
}

interface MenuProps {
  label: string;
  icon?: IconName;
  className?: string;
  actions: MenuAction[];
  header?: ReactNode;
}

export function Menu({ label, icon = 'more', className = 'icon-button', actions, header }: MenuProps) {
  const [isOpen, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    place.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    const closeOutside = (event: PointerEvent) => {
      if (event.target instanceof Node && !place.current?.contains(event.target)) setOpen(false);
    };
    // A click into the Mini App's frame never reaches this page, but it takes the focus away from it.
    const close = () => setOpen(false);
    const closeOnEscape = (event: KeyboardEvent) => event.key === 'Escape' && close();
    document.addEventListener('pointerdown', closeOutside);
    document.addEventListener('keydown', closeOnEscape);
    window.addEventListener('blur', close);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
      document.removeEventListener('keydown', closeOnEscape);
      window.removeEventListener('blur', close);
    };
  }, [isOpen]);
  return (
    <div className="menu-place" ref={place}>
      <button
        type="button"
        className={className}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name={icon} />
      </button>
      {isOpen && (
        <div className="menu" role="menu" aria-label={label} onKeyDown={moveFocus}>
          {header}
          {actions.map((action) => (
            <button
              type="button"
              role="menuitem"
              key={action.label}
              className={action.isDangerous ? 'menu-item is-dangerous' : 'menu-item'}
              onClick={() => {
                setOpen(false);
                action.run();
              }}
            >
              <Icon name={action.icon} size={20} />
              <span>{action.label}</span>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function moveFocus(event: React.KeyboardEvent<HTMLElement>) {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const index = items.findIndex((item) => item.matches(':focus'));
  items[(index + step + items.length) % items.length]?.focus();
}
