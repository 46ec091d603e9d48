/** Lists as Telegram draws them: inset sections of rows with an icon, a subtitle, a value and a chevron. */
import type { ReactNode } from 'react';
import { useId } from 'react';
import { Link } from 'wouter';
import { telegram } from '../../telegram.ts';
import { Icon, type IconName } from './icon.tsx';

export function Section({
  header,
  footer,
  children,
}: {
  header?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
}) {
  const headerId = useId();
  return (
    <section className="section" aria-labelledby={header ? headerId : undefined}>
      {header && (
        <h2 className="section-header" id={headerId}>
          {header}
        </h2>
      )}
      <div className="section-body">{children}</div>
      {footer && <div className="section-footer">{footer}</div>}
    </section>
  );
}

export interface RowProps {
  title: ReactNode;
  subtitle?: ReactNode;
  icon?: IconName;
  /** Tile colour behind the icon. */
  tone?: 'accent' | 'warning' | 'danger' | 'quiet';
  after?: ReactNode;
  isDestructive?: boolean;
}

export function Row(props: RowProps) {
  return (
    <div className="row">
      <RowContent {...props} />
    </div>
  );
}

export function LinkRow({ to, state, ...props }: RowProps & { to: string; state?: unknown }) {
  return (
    <Link className="row row-pressable" to={to} state={state} onClick={() => telegram.haptic('tap')}>
      <RowContent {...props} />
      <Icon name="chevron" className="row-chevron" />
    </Link>
  );
}

export function ButtonRow({
  onPress,
  isDisabled = false,
  ...props
}: RowProps & { onPress: () => void; isDisabled?: boolean }) {
  return (
    <button className="row row-pressable row-button" type="button" onClick={onPress} disabled={isDisabled}>
      <RowContent {...props} />
    </button>
  );
}

export function SwitchRow({
  isOn,
  onChange,
  isDisabled = false,
  ...props
}: RowProps & { isOn: boolean; onChange: (isOn: boolean) => void; isDisabled?: boolean }) {
  return (
    <label className="row row-pressable">
      <RowContent {...props} />
      <input
        className="switch"
        type="checkbox"
        role="switch"
        checked={isOn}
        aria-checked={isOn}
        disabled={isDisabled}
        onChange={(event) => {
          telegram.haptic('select');
          onChange(event.target.checked);
        }}
      />
    </label>
  );
}

function RowContent({ title, subtitle, icon, tone = 'accent', after, isDestructive = false }: RowProps) {
  return (
    <>
      {icon && (
        <span className={`row-icon tone-${tone}`}>
          <Icon name={icon} />
        </span>
      )}
      <span className="row-text">
        <span className={isDestructive ? 'row-title row-destructive' : 'row-title'}>{title}</span>
        {subtitle && <span className="row-subtitle">{subtitle}</span>}
      </span>
      {after !== undefined && <span className="row-after">{after}</span>}
    </>
  );
}
