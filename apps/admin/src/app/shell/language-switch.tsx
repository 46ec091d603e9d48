/** Russian or English; `saved` also keeps the choice with the signed-in person. */
import { SegmentedControl } from '@mantine/core';
import type { StaffMe } from '@regulars/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call, meKey } from '../api.ts';
import { useNotify } from '../parts/refusal.ts';
import { type Language, speak, speakBeforeSignIn } from '../words.ts';

export function LanguageSwitch({ saved = false }: { saved?: boolean }) {
  const { t, i18n } = useTranslation('app');
  const client = useQueryClient();
  const notify = useNotify();

  async function choose(language: Language) {
    if (!saved) return speakBeforeSignIn(language);
    await speak(language);
    client.setQueryData<StaffMe | null>(meKey, (me) => (me ? { ...me, language } : me));
    try {
      await call('updateStaffMe', { body: { language } });
      // What the server says in words (explanations, checks) is in the former language until asked again.
      await client.invalidateQueries();
    } catch (error) {
      notify.problem(error);
    }
  }

  return (
    <SegmentedControl
      aria-label={t('language.label')}
      fullWidth
      size="xs"
      value={i18n.language === 'en' ? 'en' : 'ru'}
      onChange={(value) => void choose(value === 'en' ? 'en' : 'ru')}
      data={[
        { value: 'ru', label: 'Русский' },
        { value: 'en', label: 'English' },
      ]}
    />
  );
}
