/** The reward as a customer sees it on the phone, while it is being typed. */
import { Badge, Box, Image, Stack, Text } from '@mantine/core';
import { describeCouponTerms, describeCouponValidity } from '@regulars/contracts/coupon-words';
import { currencyDigits } from '@regulars/contracts/points';
import { couponTerms, couponValidity } from '@regulars/contracts/coupon-shapes';
import { IconGift } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';
import { PhoneFrame } from '../../app/parts/phone-frame.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { termsBody, validityBody } from '../coupons/terms-draft.ts';
import { useShownIn } from '../coupons/use-shown-in.ts';
import type { RewardDraft } from './reward-draft.ts';

export function RewardPreview({ draft, pictureUrl }: { draft: RewardDraft; pictureUrl: string | null }) {
  const { t } = useTranslation('rewards');
  const { name } = useBrand();
  const shown = useShownIn();
  const format = useFormat();
  const lines = useConditions(draft);
  const price = Number(draft.pricePoints) * Number(draft.quantityStep || 1);
  const description = shown(draft.description);
  return (
    <Surface title={t('preview.title')}>
      <PhoneFrame title={name}>
        <Stack gap="sm">
          {pictureUrl ? (
            <Image src={pictureUrl} alt="" radius="md" style={{ aspectRatio: '3 / 2' }} fit="cover" />
          ) : (
            <Box className="reward-no-picture" style={{ aspectRatio: '3 / 2' }}>
              <IconGift size={40} stroke={1.5} aria-hidden />
            </Box>
          )}
          <Text size="lg" fw={700} style={{ overflowWrap: 'anywhere' }}>
            {shown(draft.title) || t('preview.untitled')}
          </Text>
          <div>
            <Badge size="lg" tt="none" variant="light">
              {format.points(price)}
            </Badge>
          </div>
          {description && (
            <Text size="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }} lineClamp={6}>
              {description}
            </Text>
          )}
          {lines.map((line) => (
            <Text key={line} size="sm" c="dimmed">
              {line}
            </Text>
          ))}
          <Box className="phone-button">{t('preview.get', { price: format.points(price) })}</Box>
        </Stack>
      </PhoneFrame>
    </Surface>
  );
}

/** What is not whole yet is not said. */
function useConditions({ terms, validity, stock }: RewardDraft): string[] {
  const { t } = useTranslation('rewards');
  const { currency } = useBrand();
  const { language } = useFormat();
  const format = useFormat();
  const promise = couponTerms.safeParse(termsBody(terms, 10 ** currencyDigits(currency)));
  const life = couponValidity.safeParse(validityBody(validity));
  return [
    promise.success ? describeCouponTerms(promise.data, currency, language) : '',
    life.success ? describeCouponValidity(life.data, language) : '',
    stock === '' ? '' : t('preview.left', { left: format.count(stock) }),
  ].filter(Boolean);
}
