/** A search over a list: types at once, tells the list after a short rest; Escape and the cross empty it. */
import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface SearchFieldProps {
  label: string;
  /** The label, unless it says more. */
  placeholder?: string;
  value: string;
  onChange: (value: string) => void;
}

const restMs = 300;

export function SearchField({ label, placeholder = label, value, onChange }: SearchFieldProps) {
  const { t } = useTranslation('app');
  const [typed, setTyped] = useState(value);
  const told = useRef(value);
  const tell = useDebouncedCallback((text: string) => {
    told.current = text;
    onChange(text);
  }, restMs);
  useEffect(() => {
    // The address changed by other means: a link, "back", a dropped filter.
    if (value !== told.current) {
      told.current = value;
      setTyped(value);
    }
  }, [value]);
  function type(text: string) {
    setTyped(text);
    tell(text.trim());
  }
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={placeholder}
      size="md"
      flex="1 1 280px"
      leftSection={<IconSearch size={18} />}
      rightSection={
        typed === '' ? null : <CloseButton aria-label={t('listSearch.clear')} onClick={() => type('')} />
      }
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Escape' && type('')}
    />
  );
}
