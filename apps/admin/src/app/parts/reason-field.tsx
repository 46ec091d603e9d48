/** Why something is done by hand: a sentence that the audit log keeps, so it is asked for and never just a letter. */
import { Textarea, type TextareaProps } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** The contracts' limits. */
const shortest = 3;
const longest = 300;

export interface Reason {
  typed: string;
  type: (typed: string) => void;
  /** As it is sent. */
  text: string;
  isShort: boolean;
  /** Said once the field was left, or the form was sent. */
  isLeft: boolean;
  leave: () => void;
}

export function useReason(): Reason {
  const [typed, type] = useState('');
  const [isLeft, setLeft] = useState(false);
  const text = typed.trim();
  return { typed, type, text, isShort: text.length < shortest, isLeft, leave: () => setLeft(true) };
}

type ReasonFieldProps = Pick<TextareaProps, 'label' | 'description'> & {
  reason: Reason;
  'data-autofocus'?: boolean;
};

export function ReasonField({ reason, ...field }: ReasonFieldProps) {
  const { t } = useTranslation('app');
  return (
    <Textarea
      {...field}
      autosize
      minRows={2}
      maxLength={longest}
      value={reason.typed}
      onChange={(event) => reason.type(event.currentTarget.value)}
      onBlur={reason.leave}
      error={reason.isLeft && reason.isShort ? t('field.tooShort', { minimum: shortest }) : null}
    />
  );
}
