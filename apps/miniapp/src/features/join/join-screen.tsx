/** The way in: what one gets, what one agrees to, and one press to join. */
import { useFormatting } from '@regulars/ui/formatting.tsx';
import { Link } from 'wouter';
import { useApi } from '../../app/api.tsx';
import { BrandMark } from '../../app/parts/brand-mark.tsx';
import { LinkRow, Row, Section, SwitchRow } from '../../app/parts/list.tsx';
import { MainButton } from '../../app/parts/main-button.tsx';
import { MemberCard } from '../../app/parts/member-card.tsx';
import { ProblemNote } from '../../app/parts/problem-screen.tsx';
import { stateFrom } from '../../app/screen-before.ts';
import { useWords } from '../../words/words.tsx';
import { LanguageChoice } from './language-choice.tsx';
import { useJoin } from './use-join.ts';

export function JoinScreen() {
  const { t } = useWords();
  const joining = useJoin();
  return (
    <main className="screen join">
      <JoinHero />
      <Benefits />
      <Section header={t('join.consents')} footer={t('join.accepts')}>
        <LinkRow
          icon="document"
          tone="quiet"
          title={t('join.rules')}
          to="/documents/rules"
          state={fromJoin}
        />
        <LinkRow
          icon="shield"
          tone="quiet"
          title={t('join.privacy')}
          to="/documents/privacy"
          state={fromJoin}
        />
      </Section>
      <Section
        footer={
          <Link to="/documents/marketing" state={fromJoin} className="footer-link">
            {t('join.marketingLink')}
          </Link>
        }
      >
        <SwitchRow
          title={t('join.marketing')}
          subtitle={t('join.marketingText')}
          isOn={joining.isMarketingGranted}
          onChange={joining.setMarketing}
          isDisabled={joining.isJoining}
        />
      </Section>
      {joining.isOutdated && (
        <p className="problem-note" role="alert">
          {t('join.newVersion')}
        </p>
      )}
      {joining.error && <ProblemNote error={joining.error} title={t('join.failed')} />}
      <LanguageChoice />
      <MainButton text={t('join.button')} onPress={joining.join} isLoading={joining.isJoining} />
    </main>
  );
}

const fromJoin = stateFrom('/');

function JoinHero() {
  const { t } = useWords();
  const { brand } = useApi();
  const { noun } = useFormatting();
  return (
    <MemberCard brand={brand} className="join-hero">
      <BrandMark brand={brand} className="join-logo" />
      <h1 className="join-title">{brand.name}</h1>
      <p className="join-lead">{t('join.lead', { many: noun(5) })}</p>
    </MemberCard>
  );
}

function Benefits() {
  const { t, language } = useWords();
  const { brand } = useApi();
  const { points, noun, money } = useFormatting();
  return (
    <Section>
      {brand.welcomeBonusPoints > 0 && (
        <Row
          icon="gift"
          title={t('join.bonusTitle', { points: points(brand.welcomeBonusPoints) })}
          subtitle={t('join.bonusText')}
        />
      )}
      {brand.earning[language] && (
        <Row icon="plus" title={t('join.earnTitle')} subtitle={brand.earning[language]} />
      )}
      <Row
        icon="coins"
        title={t('join.spendTitle', { noun: noun(1), money: money(brand.pointValueMinor) })}
        subtitle={t('join.spendText', { percent: brand.redeemCapPercent })}
      />
      <Row icon="qr" title={t('join.cardTitle')} subtitle={t('join.cardText')} />
    </Section>
  );
}
