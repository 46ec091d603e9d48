/** The frame of a screen: its main landmark, safe areas and title. */
import type { ReactNode } from 'react';

export function Screen({
  title,
  isTitleHidden = false,
  className,
  children,
}: {
  title: string;
  /** The title is said to screen readers only, where the screen shows by itself what it is. */
  isTitleHidden?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <main className={className ? `screen ${className}` : 'screen'}>
      <h1 className={isTitleHidden ? 'visually-hidden' : 'screen-title'}>{title}</h1>
      {children}
    </main>
  );
}
