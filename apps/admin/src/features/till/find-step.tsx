/** Who is it? Camera, six digits, phone, a hardware scanner, or someone served a moment ago. */
import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type RefObject, type SubmitEvent, useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefusalText } from '../../app/parts/refusal.ts';
import { Surface } from '../../app/parts/surface.tsx';
import { CameraView } from './camera-view.tsx';
import type { TillCustomer } from './draft.ts';
import { Keypad } from './keypad-view.tsx';
import type { PadKey } from './keypad.ts';
import { RecentCustomers } from './recent-customers.tsx';
import { readSought, type SoughtCustomer } from './scan-text.ts';
import { SoundToggle } from './sound-toggle.tsx';
import type { RecentCustomer } from './use-draft.ts';
import { useCustomerOfAddress, useFinder } from './use-finder.ts';
import { useScanner } from './use-scanner.ts';

interface FindStepProps {
  recent: RecentCustomer[];
  usedCard: string | null;
  onChosen: (customer: TillCustomer) => void;
  /** With the card or code that found them. */
  onFound: (customer: TillCustomer, sought: SoughtCustomer) => void;
  onCoupon: (code: string) => void;
  /** A result lies over it: the camera rests, a hardware scanner works already. */
  isCovered: boolean;
}

export function FindStep({ recent, usedCard, onChosen, onFound, onCoupon, isCovered }: FindStepProps) {
  const { t } = useTranslation('till');
  const finder = useFinder(onFound);
  const ofAddress = useCustomerOfAddress(onChosen);
  const input = useRef<HTMLInputElement>(null);
  const focusInput = useCallback(() => focusUnlessBusy(input.current), []);
  const [problem, setProblem] = useState<string | null>(null);
  const textOf = useRefusalText();

  function seek(typed: string) {
    if (finder.isPending) return;
    const sought = readSought(typed);
    setProblem(sought ? null : t('find.notUnderstood'));
    if (sought && 'coupon' in sought) onCoupon(sought.coupon);
    else if (sought) finder.mutate(sought);
  }
  useScanner((card) => !isCovered && seek(card));

  const error = finder.error ?? ofAddress.error;
  const message = problem ?? (error && !finder.isPending ? textOf(error) : null);
  return (
    <div className="till">
      <div className="till-column">
        <CameraView
          isResting={isCovered}
          isLooking={finder.isPending}
          usedCard={usedCard}
          onCard={seek}
          onTrouble={focusInput}
        />
        {message && (
          <Alert
            color="red"
            variant="light"
            role="alert"
            icon={<IconAlertTriangle size={20} />}
            title={t('find.failed')}
          >
            {message}
          </Alert>
        )}
        <div className="till-recent">
          <RecentCustomers recent={recent} onChoose={onChosen} />
        </div>
      </div>
      <TypedSearch input={input} onSeek={seek} isLooking={finder.isPending || ofAddress.isLooking} />
    </div>
  );
}

/** The field asks for the code, but not from someone who is in another one or in a dialog. */
function focusUnlessBusy(input: HTMLInputElement | null): void {
  if (document.activeElement === null || document.activeElement === document.body) input?.focus();
}

interface TypedSearchProps {
  input: RefObject<HTMLInputElement | null>;
  onSeek: (typed: string) => void;
  isLooking: boolean;
}

function TypedSearch({ input, onSeek, isLooking }: TypedSearchProps) {
  const { t } = useTranslation('till');
  const [typed, setTyped] = useState('');
  // On a touch screen the system's keyboard would rise over ours.
  const hasMouse = useMediaQuery('(pointer: fine)', false, { getInitialValueInEffect: false });
  const sought = readSought(typed);
  const kind = !sought
    ? 'any'
    : 'code' in sought
      ? 'code'
      : 'phone' in sought
        ? 'phone'
        : 'coupon' in sought
          ? 'coupon'
          : 'card';

  function press(key: PadKey) {
    setTyped((text) => {
      if (key === 'back') return text.slice(0, -1);
      if (key === 'point') return text === '' ? '+' : text;
      return text + key;
    });
  }
  function submit(event: SubmitEvent) {
    event.preventDefault();
    if (typed.trim() !== '') onSeek(typed);
    input.current?.select();
  }
  return (
    <Surface title={t('find.title')} lead={t('find.lead')} action={<SoundToggle />}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            ref={input}
            label={t('find.label')}
            placeholder={t('find.placeholder')}
            size="xl"
            classNames={{ input: 'figures' }}
            inputMode={hasMouse ? 'tel' : 'none'}
            autoComplete="off"
            data-autofocus
            autoFocus
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Keypad onPress={press} extra="plus" />
          <Button type="submit" size="xl" fullWidth loading={isLooking} disabled={typed.trim() === ''}>
            {t(`find.by.${kind}`)}
          </Button>
          <Group justify="center">
            <Text size="sm" c="dimmed" ta="center">
              {t('find.scanner')}
            </Text>
          </Group>
        </Stack>
      </form>
    </Surface>
  );
}
