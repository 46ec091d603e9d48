/** The rule in words as one types it, in both languages, and the way to try it on a purchase. */
import { Button, Divider, Stack, Text } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';

interface SummaryPanelProps {
  words: { ru: string; en: string };
  /** Undefined while the rule is about something else than purchases. */
  onTry: (() => void) | undefined;
  canTry: boolean;
}

export function SummaryPanel({ words, onTry, canTry }: SummaryPanelProps) {
  const { t } = useTranslation('earning-rules');
  const { language } = useFormat();
  const order = language === 'ru' ? (['ru', 'en'] as const) : (['en', 'ru'] as const);
  return (
    <section aria-label={t('summary.title')}>
      <Surface title={t('summary.title')}>
        <Stack gap="sm" aria-live="polite">
          {order.map((spoken, index) => (
            <Stack key={spoken} gap={2}>
              {index === 1 && <Divider mb="xs" />}
              <Text size="xs" c="dimmed">
                {t(`summary.${spoken}`)}
              </Text>
              <Text size={index === 0 ? 'lg' : 'md'} fw={index === 0 ? 500 : 400} lang={spoken}>
                {words[spoken] === '' ? '…' : sentence(words[spoken])}
              </Text>
            </Stack>
          ))}
        </Stack>
        {onTry && (
          <Button
            mt="lg"
            fullWidth
            variant="light"
            leftSection={<IconFlask size={18} aria-hidden />}
            onClick={onTry}
            disabled={!canTry}
          >
            {t('summary.try')}
          </Button>
        )}
        {onTry && !canTry && (
          <Text size="sm" c="dimmed" mt={6}>
            {t('summary.tryLater')}
          </Text>
        )}
      </Surface>
    </section>
  );
}

/** A phrase as a sentence that stands alone. */
export function sentence(phrase: string): string {
  return `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}${phrase.endsWith('…') ? '' : '.'}`;
}
