// Bridge methods for the back, settings, main and secondary buttons and for haptics.
import { z } from 'zod';
import { bridgeMethod } from '../bridge-method.ts';
import type { BottomButton } from '../mini-app-state.ts';

const visibility = z.looseObject({ is_visible: z.boolean() });
const bottomButton = z.looseObject({
  is_visible: z.boolean().optional(),
  is_active: z.boolean().optional(),
  is_progress_visible: z.boolean().optional(),
  has_shine_effect: z.boolean().optional(),
  text: z.string().optional(),
  color: z.string().optional(),
  text_color: z.string().optional(),
});
const haptic = z.union([
  z.looseObject({
    type: z.literal('impact'),
    impact_style: z.enum(['light', 'medium', 'heavy', 'rigid', 'soft']),
  }),
  z.looseObject({
    type: z.literal('notification'),
    notification_type: z.enum(['error', 'success', 'warning']),
  }),
  z.looseObject({ type: z.literal('selection_change') }),
]);

export const buttonMethods = {
  web_app_setup_back_button: bridgeMethod('6.1', visibility, (context, params) =>
    context.update({ isBackVisible: params.is_visible }),
  ),
  web_app_setup_settings_button: bridgeMethod('6.10', visibility, (context, params) =>
    context.update({ isSettingsVisible: params.is_visible }),
  ),
  web_app_setup_main_button: bridgeMethod('6.0', bottomButton, (context, params) =>
    context.update({ mainButton: changeButton(context.state().mainButton, params) }),
  ),
  web_app_setup_secondary_button: bridgeMethod(
    '7.10',
    bottomButton.extend({ position: z.enum(['left', 'right', 'top', 'bottom']).optional() }),
    (context, params) => {
      const { secondaryButton, secondaryPosition } = context.state();
      context.update({
        secondaryButton: changeButton(secondaryButton, params),
        secondaryPosition: params.position ?? secondaryPosition,
      });
    },
  ),
  web_app_trigger_haptic_feedback: bridgeMethod('6.1', haptic, (context, params) => {
    const { count } = context.state().haptics;
    context.update({ haptics: { count: count + 1, last: hapticName(params) } });
  }),
};

// Telegram keeps what a call does not mention.
function changeButton(button: BottomButton, params: z.output<typeof bottomButton>): BottomButton {
  return {
    isVisible: params.is_visible ?? button.isVisible,
    isActive: params.is_active ?? button.isActive,
    isProgressVisible: params.is_progress_visible ?? button.isProgressVisible,
    hasShineEffect: params.has_shine_effect ?? button.hasShineEffect,
    text: params.text ?? button.text,
    color: params.color ?? button.color,
    textColor: params.text_color ?? button.textColor,
  };
}

function hapticName(params: z.output<typeof haptic>): string {
  if (params.type === 'impact') return `impact ${params.impact_style}`;
  if (params.type === 'notification') return `notification ${params.notification_type}`;
  return 'selection';
}
