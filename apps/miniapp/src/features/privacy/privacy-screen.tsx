/** What is kept about a person, the documents behind it, a copy to take away, and the way to erase it. */
import { useState } from 'react';
import { ButtonRow, LinkRow, Row, Section } from '../../app/parts/list.tsx';
import { ProblemNote } from '../../app/parts/problem-screen.tsx';
import { Screen } from '../../app/parts/screen.tsx';
import { useToast } from '../../app/parts/toast.tsx';
import { stateFrom } from '../../app/screen-before.ts';
import { useWords } from '../../words/words.tsx';
import { EraseSheet } from './erase-sheet.tsx';
import './privacy.css';
import { useExport } from './use-privacy.ts';

const fromHere = stateFrom('/privacy');

export function PrivacyScreen() {
  const { t } = useWords();
  const [isErasing, setErasing] = useState(false);
  return (
    <Screen title={t('privacy.title')}>
      <Section header={t('privacy.what')}>
        <Row icon="person" tone="quiet" title={t('privacy.profile')} subtitle={t('privacy.profileText')} />
        <Row icon="coins" tone="quiet" title={t('privacy.points')} subtitle={t('privacy.pointsText')} />
        <Row icon="check" tone="quiet" title={t('privacy.consents')} subtitle={t('privacy.consentsText')} />
        <Row icon="message" tone="quiet" title={t('privacy.messages')} subtitle={t('privacy.messagesText')} />
      </Section>
      <Section header={t('privacy.documents')}>
        <LinkRow title={t('privacy.policy')} to="/documents/privacy" state={fromHere} />
        <LinkRow title={t('privacy.rules')} to="/documents/rules" state={fromHere} />
        <LinkRow title={t('privacy.marketingDoc')} to="/documents/marketing" state={fromHere} />
      </Section>
      <ExportSection />
      <Section>
        <ButtonRow
          icon="trash"
          tone="danger"
          title={t('privacy.delete')}
          isDestructive
          onPress={() => setErasing(true)}
        />
      </Section>
      {isErasing && <EraseSheet onClose={() => setErasing(false)} />}
    </Screen>
  );
}

function ExportSection() {
  const { t } = useWords();
  const toast = useToast();
  const { mutate, isPending, data, error } = useExport();
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    toast(t('privacy.copied'));
  };
  return (
    <>
      <Section header={t('privacy.yours')} footer={data ? t('privacy.exportReady') : undefined}>
        <ButtonRow
          icon="download"
          title={isPending ? t('privacy.exporting') : t('privacy.export')}
          subtitle={t('privacy.exportText')}
          isDisabled={isPending}
          onPress={() => mutate()}
        />
        {data && <ButtonRow icon="copy" title={t('privacy.copy')} onPress={() => void copy(data)} />}
      </Section>
      {error && <ProblemNote error={error} title={t('privacy.exportFailed')} />}
    </>
  );
}
