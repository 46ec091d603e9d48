// The colours of the phone around the Mini App, from the client's theme and what the Mini App has set.
import type { CSSProperties } from 'react';
import type { BottomButton, MiniAppState } from './mini-app-state.ts';
import { themeParams } from '../../launch/theme-params.ts';

interface PhoneStyle extends CSSProperties {
  [variable: `--tg-${string}`]: string;
}

export function phoneStyle(state: MiniAppState): PhoneStyle {
  const params = themeParams(state.platform, state.colorScheme);
  const header = 'color' in state.headerColor ? state.headerColor.color : params[state.headerColor.key];
  const headerColor = header ?? params.bg_color ?? '#ffffff';
  const style: PhoneStyle = { '--tg-header': headerColor, '--tg-header-text': readableOn(headerColor) };
  style['--tg-header-action'] =
    'color' in state.headerColor ? readableOn(headerColor) : (params.accent_text_color ?? '#3390ec');
  style['--tg-background'] = state.backgroundColor ?? params.bg_color ?? '#ffffff';
  style['--tg-bottom-bar'] = state.bottomBarColor ?? params.bottom_bar_bg_color ?? '#ffffff';
  for (const [name, color] of Object.entries(params)) style[`--tg-${name.replaceAll('_', '-')}`] = color;
  return style;
}

export function buttonStyle(button: BottomButton, isMain: boolean): CSSProperties {
  const background = isMain ? 'var(--tg-button-color)' : 'var(--tg-bottom-bar)';
  const color = isMain ? 'var(--tg-button-text-color)' : 'var(--tg-button-color)';
  return { background: button.color ?? background, color: button.textColor ?? color };
}

/** Telegram writes white on dark headers and black on light ones. */
export function readableOn(color: string): string {
  const channel = (start: number) => Number.parseInt(color.slice(start, start + 2), 16);
  const brightness = (channel(1) * 299 + channel(3) * 587 + channel(5) * 114) / 1000;
  return brightness > 150 ? '#000000' : '#ffffff';
}
