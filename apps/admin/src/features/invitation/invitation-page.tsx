/** An invitation link: what it offers, and joining with a new account or as the person signed in. */
import { Alert, Anchor, Button, Divider, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { call } from '../../app/api.ts';
import { Door } from '../../app/parts/door.tsx';
import { useRefusalText } from '../../app/parts/refusal.ts';
import { formatOwnMoment } from '../../app/parts/use-format.ts';
import { useMe } from '../../app/session.tsx';
import { NewAccount } from './new-account.tsx';
import { useAccept } from './use-accept.ts';

export function InvitationPage({ token }: { token: string }) {
  const { t } = useTranslation('invitation');
  const textOf = useRefusalText();
  const { data, error } = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => call('getInvitation', { params: { token } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error) {
    return (
      <Door title={t('closed')}>
        <Alert color="yellow" variant="light" c="var(--mantine-color-text)">
          {textOf(error)}
        </Alert>
      </Door>
    );
  }
  if (!data) {
    return (
      <Door title={t('loading')}>
        <Skeleton h={240} />
      </Door>
    );
  }
  return (
    <Door
      title={t('title', { brand: data.brandName })}
      lead={
        <Trans
          t={t}
          i18nKey="lead"
          values={{ role: t(`app:role.${data.role}`), when: formatOwnMoment(data.expiresAt) }}
          components={{ strong: <strong /> }}
        />
      }
      width={460}
    >
      <Accepting token={token} email={data.email} />
    </Door>
  );
}

function Accepting({ token, email }: { token: string; email: string | null }) {
  const { t } = useTranslation('invitation');
  const me = useMe();
  const [path] = useLocation();
  const [wantsNew, setWantsNew] = useState(false);
  if (me.isPending) return <Skeleton h={240} />;
  if (me.data && !wantsNew) {
    return (
      <Stack gap="md">
        <AsSignedIn token={token} name={me.data.name} email={me.data.email} />
        <Divider label={t('or')} />
        <Anchor component="button" type="button" size="sm" onClick={() => setWantsNew(true)}>
          {t('useNew')}
        </Anchor>
      </Stack>
    );
  }
  return (
    <Stack gap="md">
      <NewAccount token={token} email={email} />
      {!me.data && (
        <Text size="sm" c="dimmed" ta="center">
          {t('have')}{' '}
          <Anchor component={Link} href={`/sign-in?next=${encodeURIComponent(path)}`} inherit>
            {t('signIn')}
          </Anchor>
        </Text>
      )}
    </Stack>
  );
}

interface AsSignedInProps {
  token: string;
  name: string;
  email: string;
}

function AsSignedIn({ token, name, email }: AsSignedInProps) {
  const { t } = useTranslation('invitation');
  const textOf = useRefusalText();
  const accept = useAccept(token);
  return (
    <Stack gap="md">
      <Text size="md">{t('signedInAs', { name, email })}</Text>
      {accept.error && (
        <Alert color="red" variant="light" role="alert">
          {textOf(accept.error)}
        </Alert>
      )}
      <Button
        size="md"
        fullWidth
        loading={accept.isPending}
        onClick={() => accept.mutate({ asSignedIn: true })}
      >
        {t('join', { name })}
      </Button>
    </Stack>
  );
}
