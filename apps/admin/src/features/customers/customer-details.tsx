/** What is known of the person; contacts are masked by the server without the right to see them. */
import { Anchor, Text } from '@mantine/core';
import type { CustomerProfile } from '@regulars/contracts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';

export function CustomerDetails({ customer }: { customer: CustomerProfile }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { may } = useBrand();
  const topics = customer.topics.map((topic) => t(`topic.${topic}`)).join(', ');
  return (
    <Surface title={t('details.title')}>
      <dl className="customer-details">
        <Detail label={t('details.phone')}>{customer.phone}</Detail>
        <Detail label={t('details.email')}>{customer.email}</Detail>
        <Detail label={t('details.telegram')}>
          {customer.username ? (
            <Anchor href={`https://t.me/${customer.username}`} target="_blank" rel="noreferrer" size="md">
              {`@${customer.username}`}
            </Anchor>
          ) : (
            customer.telegramId
          )}
        </Detail>
        <Detail label={t('details.birthday')}>
          {customer.birthday ? birthdayText(customer.birthday, format.language) : null}
        </Detail>
        <Detail label={t('details.language')}>{t(`language.${customer.language}`)}</Detail>
        <Detail label={t('details.externalId')}>{customer.externalId}</Detail>
        <Detail label={t('details.source')}>{customer.source}</Detail>
        <Detail label={t('details.marketing')}>
          {customer.marketingConsent ? topics || t('details.allTopics') : t('details.noMarketing')}
        </Detail>
      </dl>
      {!may('customers.contacts') && (
        <Text size="sm" c="dimmed" mt="md">
          {t('details.masked')}
        </Text>
      )}
    </Surface>
  );
}

function Detail({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children ?? '—'}</dd>
    </div>
  );
}

function birthdayText(date: string, language: string): string {
  return new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00:00Z`));
}
