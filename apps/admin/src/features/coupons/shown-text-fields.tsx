/** Words for customers in both languages; one of them is enough. */
import { Group, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface ShownTextFieldsProps {
  /** As in "Title"; the language is added. */
  label: string;
  value: { ru: string; en: string };
  onChange: (text: { ru: string; en: string }) => void;
  longest: number;
  isLong?: boolean;
  error?: string | undefined;
}

export function ShownTextFields({
  label,
  value,
  onChange,
  longest,
  isLong = false,
  error,
}: ShownTextFieldsProps) {
  const { t } = useTranslation('coupons');
  const Field = isLong ? Textarea : TextInput;
  return (
    <Group grow align="flex-start" gap="md">
      {(['ru', 'en'] as const).map((language) => (
        <Field
          key={language}
          label={`${label}, ${t(`language.${language}`)}`}
          lang={language}
          maxLength={longest}
          {...(isLong ? { autosize: true, minRows: 2, maxRows: 8 } : {})}
          value={value[language]}
          onChange={(event) => onChange({ ...value, [language]: event.currentTarget.value })}
          error={language === 'ru' && error ? error : null}
        />
      ))}
    </Group>
  );
}
