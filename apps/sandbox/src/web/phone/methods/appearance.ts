// Bridge methods for life cycle, theme, colours, viewport, fullscreen and safe areas.
import { z } from 'zod';
import { bridgeMethod, type MethodContext } from '../bridge-method.ts';
import type { MiniAppState } from '../mini-app-state.ts';
import { themeParams } from '../../../launch/theme-params.ts';

const nothing = z.unknown();
const rgb = z.string().regex(/^#[0-9a-fA-F]{6}$/);
const noInsets = { top: 0, right: 0, bottom: 0, left: 0 };

export const statusBarHeight = 44;
export const fullscreenHeaderHeight = 46;
export const homeIndicatorHeight = 22;

/** What the phone itself covers (safe) and what Telegram's floating buttons cover on top of that (content). */
export function safeAreas(state: MiniAppState) {
  const isPhone = state.platform === 'ios' || state.platform === 'android';
  const hasBottomBar = state.mainButton.isVisible || state.secondaryButton.isVisible;
  const bottom = state.platform === 'ios' && !hasBottomBar ? homeIndicatorHeight : 0;
  if (!state.isFullscreen) return { safe: { ...noInsets, bottom }, content: noInsets };
  return {
    safe: { ...noInsets, bottom, top: isPhone ? statusBarHeight : 0 },
    content: { ...noInsets, top: fullscreenHeaderHeight },
  };
}

export const appearanceMethods = {
  iframe_ready: bridgeMethod(
    '6.0',
    z.looseObject({ reload_supported: z.boolean().optional() }),
    (context, params) => {
      context.update({ isReloadSupported: params.reload_supported === true });
      context.emit('set_custom_style', scrollbarStyle);
    },
  ),
  iframe_will_reload: bridgeMethod('6.0', nothing, (context) => context.update({ isReady: false })),
  web_app_ready: bridgeMethod('6.0', nothing, (context) => context.update({ isReady: true })),
  web_app_expand: bridgeMethod('6.0', nothing, (context) => context.update({ isExpanded: true })),
  web_app_close: bridgeMethod('6.0', nothing, (context) => context.surroundings.close()),
  web_app_request_theme: bridgeMethod('6.0', nothing, (context) => {
    const { platform, colorScheme } = context.state();
    context.emit('theme_changed', { theme_params: themeParams(platform, colorScheme) });
  }),
  web_app_request_viewport: bridgeMethod('6.0', nothing, (context) => {
    const { viewport, isExpanded } = context.state();
    context.emit('viewport_changed', { ...viewport, is_expanded: isExpanded, is_state_stable: true });
  }),
  web_app_request_safe_area: bridgeMethod('8.0', nothing, (context) =>
    context.emit('safe_area_changed', safeAreas(context.state()).safe),
  ),
  web_app_request_content_safe_area: bridgeMethod('8.0', nothing, (context) =>
    context.emit('content_safe_area_changed', safeAreas(context.state()).content),
  ),
  web_app_request_fullscreen: bridgeMethod('8.0', nothing, (context) => {
    if (context.state().isFullscreen)
      return context.emit('fullscreen_failed', { error: 'ALREADY_FULLSCREEN' });
    setFullscreen(context, true);
  }),
  web_app_exit_fullscreen: bridgeMethod('8.0', nothing, (context) => setFullscreen(context, false)),
  web_app_set_header_color: bridgeMethod(
    '6.1',
    z.union([
      z.looseObject({ color: rgb }),
      z.looseObject({ color_key: z.enum(['bg_color', 'secondary_bg_color']) }),
    ]),
    (context, params) =>
      context.update({
        headerColor:
          typeof params.color === 'string' ? { color: params.color } : { key: String(params.color_key) },
      }),
  ),
  web_app_set_background_color: bridgeMethod('6.1', z.looseObject({ color: rgb }), (context, params) =>
    context.update({ backgroundColor: params.color }),
  ),
  web_app_set_bottom_bar_color: bridgeMethod('7.10', z.looseObject({ color: rgb }), (context, params) =>
    context.update({ bottomBarColor: params.color }),
  ),
  web_app_setup_closing_behavior: bridgeMethod(
    '6.0',
    z.looseObject({ need_confirmation: z.boolean() }),
    (context, params) => context.update({ needsCloseConfirmation: params.need_confirmation }),
  ),
  web_app_setup_swipe_behavior: bridgeMethod(
    '7.7',
    z.looseObject({ allow_vertical_swipe: z.boolean() }),
    (context, params) => context.update({ isVerticalSwipeAllowed: params.allow_vertical_swipe }),
  ),
  web_app_toggle_orientation_lock: bridgeMethod(
    '8.0',
    z.looseObject({ locked: z.boolean() }),
    (context, params) => context.update({ isOrientationLocked: params.locked }),
  ),
};

function setFullscreen(context: MethodContext, isFullscreen: boolean) {
  context.update({ isFullscreen, isExpanded: true });
  context.emit('fullscreen_changed', { is_fullscreen: isFullscreen });
}

const scrollbarStyle =
  'html { scrollbar-width: thin; } ::-webkit-scrollbar { width: 6px; } ' +
  '::-webkit-scrollbar-thumb { border-radius: 3px; background: rgba(128, 128, 128, 0.35); }';
