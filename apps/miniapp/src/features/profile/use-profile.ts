/** The profile form: a draft that survives reloads, what is wrong with it, and saving what changed. */
import type { CallInput } from '@regulars/client/call';
import { RefusalError } from '@regulars/client/call';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { memberKey, useApi, useMember } from '../../app/api.tsx';
import type { Member } from '../../app/boot.ts';
import { dropDraft, readDraft, writeDraft } from '../../app/draft.ts';
import { useToast } from '../../app/parts/toast.tsx';
import { telegram } from '../../telegram.ts';
import { useWords, type WordKey } from '../../words/words.tsx';

export interface ProfileDraft {
  firstName: string;
  lastName: string;
  birthday: string;
  email: string;
}
export type ProfileField = keyof ProfileDraft;
export type ProfileProblems = Partial<Record<ProfileField, WordKey>>;
type ProfileChange = CallInput<'updateMe'>['body'];

const draftName = 'profile';

export function useProfile() {
  const { session } = useApi();
  const { t } = useWords();
  const toast = useToast();
  const queryClient = useQueryClient();
  const member = useMember();
  const [draft, setDraft] = useState<ProfileDraft>(() => readDraft(draftName, isDraft) ?? draftOf(member));
  const [touched, setTouched] = useState<ReadonlySet<ProfileField>>(new Set());
  const change = changeOf(draft, member);
  const isDirty = Object.keys(change).length > 0;
  const problems = problemsOf(draft, new Date());

  useEffect(() => {
    telegram.confirmClosing(isDirty);
    return () => telegram.confirmClosing(false);
  }, [isDirty]);

  const mutation = useMutation({
    mutationFn: () => session.call('updateMe', { params: { slug: session.slug }, body: change }),
    onSuccess: (saved) => {
      queryClient.setQueryData(memberKey, saved);
      setDraft(draftOf(saved));
      dropDraft(draftName);
      telegram.haptic('success');
      toast(t('profile.saved'));
    },
    onError: () => telegram.haptic('error'),
  });

  const edit = (field: ProfileField, value: string) => {
    const next = { ...draft, [field]: value };
    setDraft(next);
    writeDraft(draftName, next);
    if (mutation.isError) mutation.reset();
  };
  const touch = (field: ProfileField) => setTouched((before) => new Set(before).add(field));
  const discard = () => {
    setDraft(draftOf(member));
    setTouched(new Set());
    dropDraft(draftName);
    mutation.reset();
  };
  const save = () => {
    setTouched(new Set(fields));
    if (Object.keys(problems).length === 0) mutation.mutate();
    else telegram.haptic('error');
  };

  return {
    draft,
    isDirty,
    problems: shownProblems(problems, touched, mutation.error),
    edit,
    touch,
    save,
    discard,
    isSaving: mutation.isPending,
    error: isFieldError(mutation.error) ? null : mutation.error,
  };
}

const fields: readonly ProfileField[] = ['firstName', 'lastName', 'birthday', 'email'];
const oldestBirthYear = 1900;

/** Only what the person changed is sent; an emptied field means "none". */
export function changeOf(draft: ProfileDraft, member: Member): ProfileChange {
  const before = draftOf(member);
  const change: ProfileChange = {};
  const firstName = draft.firstName.trim();
  const lastName = draft.lastName.trim();
  const email = draft.email.trim();
  if (firstName !== before.firstName) change.firstName = firstName;
  if (lastName !== before.lastName) change.lastName = lastName || null;
  if (draft.birthday !== before.birthday) change.birthday = draft.birthday || null;
  if (email !== before.email) change.email = email || null;
  return change;
}

export function problemsOf(draft: ProfileDraft, today: Date): ProfileProblems {
  const problems: ProfileProblems = {};
  if (draft.firstName.trim() === '') problems.firstName = 'profile.firstNameNeeded';
  if (draft.email.trim() !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(draft.email.trim())) {
    problems.email = 'profile.emailInvalid';
  }
  if (draft.birthday !== '') {
    const date = new Date(draft.birthday);
    const isPlausible = date <= today && date.getUTCFullYear() >= oldestBirthYear;
    if (!isPlausible) problems.birthday = 'profile.birthdayInvalid';
  }
  return problems;
}

function shownProblems(
  problems: ProfileProblems,
  touched: ReadonlySet<ProfileField>,
  error: unknown,
): ProfileProblems {
  const shown: ProfileProblems = {};
  for (const field of fields) {
    if (problems[field] && touched.has(field)) shown[field] = problems[field];
  }
  if (error instanceof RefusalError && error.fields.some(({ path }) => path.endsWith('email'))) {
    shown.email = 'profile.emailInvalid';
  }
  if (error instanceof RefusalError && error.fields.some(({ path }) => path.endsWith('birthday'))) {
    shown.birthday = 'profile.birthdayInvalid';
  }
  return shown;
}

function isFieldError(error: unknown): boolean {
  return error instanceof RefusalError && error.fields.some(({ path }) => /(email|birthday)$/.test(path));
}

function draftOf(member: Member): ProfileDraft {
  return {
    firstName: member.firstName,
    lastName: member.lastName ?? '',
    birthday: member.birthday ?? '',
    email: member.email ?? '',
  };
}

function isDraft(value: unknown): value is ProfileDraft {
  return (
    typeof value === 'object' &&
    value !== null &&
    fields.every((field) => typeof new Map(Object.entries(value)).get(field) === 'string')
  );
}
