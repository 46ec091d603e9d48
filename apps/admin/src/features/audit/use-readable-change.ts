/** What changed, in words: the field's name and its values as people write them. */
import { type Role, roles } from '@regulars/contracts/permissions';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/parts/use-format.ts';

const longest = 80;

export function useReadableChange() {
  const { t } = useTranslation('audit');
  const format = useFormat();

  function valueText(field: string, value: unknown): string {
    if (value === null || value === undefined || value === '') return '—';
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
    if (typeof value === 'number') {
      if (field.endsWith('Minor')) return format.money(value);
      if (field.endsWith('basisPoints')) return `${value / 100}%`;
      if (field.endsWith('Percent')) return `${value}%`;
      return format.count(value);
    }
    if (Array.isArray(value)) return value.map((part) => valueText(field, part)).join(', ');
    if (typeof value === 'object') {
      return Object.entries(value)
        .map(([name, part]) => `${name}: ${valueText(name, part)}`)
        .join(', ');
    }
    const text = String(value);
    if (field === 'role' && isRole(text)) return t(`app:role.${text}`);
    const known = t(`value.${text}`, { defaultValue: text, nsSeparator: false, keySeparator: '.' });
    return known.length > longest ? `${known.slice(0, longest)}…` : known;
  }

  return {
    /** Fields nested by dots have dashes in the catalogue: `expiry.months` is `expiry-months`. */
    fieldText: (field: string) => t(`field.${field.replaceAll('.', '-')}`, { defaultValue: field }),
    valueText,
  };
}

function isRole(text: string): text is Role {
  return roles.some((role) => role === text);
}
