/** Turns what went wrong into words, notifications and field errors. */
import { notifications } from '@mantine/notifications';
import { ConnectionError, RefusalError } from '@regulars/client';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** What happened and what to do next: the server's words where it gave them. */
export function useRefusalText(): (error: unknown) => string {
  const { t } = useTranslation('app');
  return useCallback(
    (error) => {
      if (error instanceof RefusalError) {
        const { title, detail } = error.problem;
        // What is wrong with a field is said there as well as here; where to read of it is a program's matter.
        if (error.fields.length > 0)
          return `${title}: ${error.fields.map(({ message }) => message).join('; ')}.`;
        return detail ? `${title}. ${detail}` : title;
      }
      if (error instanceof ConnectionError) return t('problem.connection');
      return t('problem.unknown');
    },
    [t],
  );
}

/** `done('Сохранили')` and `problem(error)` as notifications in the corner. */
export function useNotify() {
  const textOf = useRefusalText();
  const { t } = useTranslation('app');
  const closeButtonProps = { 'aria-label': t('close') };
  const warn = (message: string) =>
    notifications.show({ message, color: 'red', autoClose: 8000, role: 'alert', closeButtonProps });
  return {
    done: (message: string) => notifications.show({ message, color: 'leaf', closeButtonProps }),
    problem: (error: unknown) => warn(textOf(error)),
    /** A problem found in the browser, already in words. */
    warn,
  };
}

/**
 * Field errors of a refusal for `form.setErrors`; `prefix` is the part of the path before the form's own
 * names, as in `settings.`. Empty when the refusal is not about fields: then notify.
 */
export function fieldErrors(error: unknown, prefix = ''): Record<string, string> {
  if (!(error instanceof RefusalError)) return {};
  return Object.fromEntries(
    error.fields.map((field) => [
      field.path.startsWith(prefix) ? field.path.slice(prefix.length) : field.path,
      field.message,
    ]),
  );
}
