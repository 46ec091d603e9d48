/** Choosing levels of the brand, by name. */
import { MultiSelect, type MultiSelectProps } from '@mantine/core';
import { useMemo } from 'react';
import { useFormat } from '../../app/parts/use-format.ts';
import { useTiers } from './use-tiers.ts';

type TiersChoiceProps = Pick<MultiSelectProps, 'label' | 'placeholder' | 'name' | 'error' | 'value'> & {
  onChange: (tierIds: string[]) => void;
};

export function TiersChoice(props: TiersChoiceProps) {
  return <MultiSelect data={useTierOptions()} maw={460} clearable {...props} />;
}

/** The levels of now, for selects. */
export function useTierOptions(): { value: string; label: string }[] {
  const { language } = useFormat();
  const { data } = useTiers();
  const levels = data?.settings?.levels;
  return useMemo(
    () => (levels ?? []).flatMap(({ id, name }) => (id ? [{ value: id, label: name[language] }] : [])),
    [levels, language],
  );
}
