/** Big keys for a thumb. They leave the focus where it is, so that Enter still goes on. */
import { IconBackspace } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/parts/use-format.ts';
import { type PadKey, padKeys } from './keypad.ts';

interface KeypadProps {
  onPress: (key: PadKey) => void;
  /** What the key left of zero writes; none for currencies without fractions. */
  extra: 'point' | 'plus' | 'none';
}

export function Keypad({ onPress, extra }: KeypadProps) {
  const { t } = useTranslation('till');
  const { language } = useFormat();
  const signs = { point: language === 'ru' ? ',' : '.', plus: '+', none: '' } as const;
  const names = { point: t('pad.point'), plus: t('pad.plus'), none: '' } as const;
  return (
    <fieldset className="plain-fieldset till-pad" aria-label={t('pad.label')}>
      {padKeys.map((key) => {
        if (key === 'point' && extra === 'none') return <span key={key} />;
        const label = key === 'back' ? t('pad.back') : key === 'point' ? names[extra] : key;
        return (
          <button
            key={key}
            type="button"
            aria-label={label}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPress(key)}
          >
            {key === 'back' ? (
              <IconBackspace size={28} stroke={1.6} aria-hidden />
            ) : key === 'point' ? (
              signs[extra]
            ) : (
              key
            )}
          </button>
        );
      })}
    </fieldset>
  );
}
