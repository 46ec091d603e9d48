// The main and secondary buttons that the Mini App has put at the bottom of the phone.
import type { MiniAppClient } from './mini-app-client.ts';
import type { BottomButton } from './mini-app-state.ts';
import { buttonStyle } from './phone-colors.ts';
import { useMiniAppState } from './use-mini-app-state.ts';

export function BottomButtons({ client }: { client: MiniAppClient }) {
  const { mainButton, secondaryButton, secondaryPosition } = useMiniAppState(client);
  if (!mainButton.isVisible && !secondaryButton.isVisible) return null;
  return (
    <footer className="bottom-buttons" data-secondary={secondaryPosition}>
      {secondaryButton.isVisible && (
        <PhoneAction button={secondaryButton} onPress={() => client.emit('secondary_button_pressed')} />
      )}
      {mainButton.isVisible && (
        <PhoneAction button={mainButton} isMain onPress={() => client.emit('main_button_pressed')} />
      )}
    </footer>
  );
}

interface PhoneActionProps {
  button: BottomButton;
  isMain?: boolean;
  onPress: () => void;
}

function PhoneAction({ button, isMain = false, onPress }: PhoneActionProps) {
  const classes = ['phone-action', isMain && 'is-main', button.hasShineEffect && 'has-shine'].filter(Boolean);
  return (
    <button
      type="button"
      className={classes.join(' ')}
      style={buttonStyle(button, isMain)}
      disabled={!button.isActive}
      aria-busy={button.isProgressVisible}
      aria-label={button.text}
      onClick={onPress}
    >
      {button.isProgressVisible ? <span className="phone-spinner" aria-hidden="true" /> : button.text}
    </button>
  );
}
