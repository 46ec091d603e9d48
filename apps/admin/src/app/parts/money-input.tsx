/** Whole currency as a number input, with the brand's sign and its digits after the point. */
import { NumberInput, type NumberInputProps } from '@mantine/core';
import { currencyDigits } from '@regulars/contracts/points';
import { useBrand } from '../brand.tsx';
import { useFormat } from './use-format.ts';

export function MoneyInput(props: NumberInputProps) {
  const { currency } = useBrand();
  const { language } = useFormat();
  const sign =
    new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
      .formatToParts(0)
      .find(({ type }) => type === 'currency')?.value ?? currency;
  return (
    <NumberInput
      min={0}
      decimalScale={currencyDigits(currency)}
      decimalSeparator={language === 'ru' ? ',' : '.'}
      allowedDecimalSeparators={['.', ',']}
      thousandSeparator={'\u202f'}
      hideControls
      suffix={`\u202f${sign}`}
      {...props}
    />
  );
}
