/** The member card as customers will see it with the draft's name, logo, colours and noun. */
import { Avatar, Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { formatCount, pointsNoun } from '@regulars/contracts/points';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BrandSettings, readableOn } from '../../app/brand-form/brand-form.ts';
import { PhoneFrame } from '../../app/parts/phone-frame.tsx';
import { QrCode } from '../../app/parts/qr-code.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { currentLanguage, type Language } from '../../app/words.ts';

const exampleBalance = 245;

export function MemberCardPreview({ brand, logoUrl }: { brand: BrandSettings; logoUrl: string | null }) {
  const { t, i18n } = useTranslation('brand');
  const [language, setLanguage] = useState<Language>(currentLanguage);
  const words = i18n.getFixedT(i18n.hasResourceBundle(language, 'brand') ? language : i18n.language, 'brand');
  return (
    <Surface title={t('preview.title')} lead={t('preview.lead')}>
      <Stack gap="md">
        {brand.languages.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label={t('preview.language')}
            value={language}
            onChange={setLanguage}
            data={[
              { value: 'ru', label: 'Русский' },
              { value: 'en', label: 'English' },
            ]}
          />
        )}
        <PhoneFrame title={brand.name || t('preview.noName')}>
          <Stack gap={10}>
            <Card brand={brand} logoUrl={logoUrl} language={language} />
            <Group justify="center" className="surface" p="sm">
              <QrCode text="regulars" size={96} label={t('preview.qr')} />
            </Group>
            <Button
              component="div"
              fullWidth
              radius="md"
              color={brand.accentColor}
              styles={{ root: { color: readableOn(brand.accentColor), pointerEvents: 'none' } }}
            >
              {words('preview.button')}
            </Button>
          </Stack>
        </PhoneFrame>
      </Stack>
    </Surface>
  );
}

interface CardProps {
  brand: BrandSettings;
  logoUrl: string | null;
  language: Language;
}

function Card({ brand, logoUrl, language }: CardProps) {
  const [from, to] = brand.cardColors;
  return (
    <div
      className="member-card"
      style={{ background: `linear-gradient(135deg, ${from}, ${to})`, color: readableOn(from) }}
      lang={language}
    >
      <Group gap={10} wrap="nowrap">
        <Avatar
          src={logoUrl}
          size={34}
          radius="md"
          alt=""
          styles={{ placeholder: { color: 'inherit', background: 'rgb(255 255 255 / 20%)', border: 0 } }}
        >
          {brand.name.slice(0, 1).toUpperCase()}
        </Avatar>
        <Text fw={600} truncate>
          {brand.name}
        </Text>
      </Group>
      <div>
        <Text fz={32} fw={700} lh={1.1} className="figures">
          {formatCount(exampleBalance)}
        </Text>
        <Text size="sm">{pointsNoun(exampleBalance, brand.pointsName, language)}</Text>
      </div>
    </div>
  );
}
